# Carries that are made in the call, or that lie in something else: what makes or holds them tells their size.
import jax
import jax.numpy as jnp
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.GRUCell(jnp.zeros((x.shape[0], 3)), x)


class First(nn.Module):
  def apply(self, x, hidden=4):
    return nn.LSTMCell(nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), (x.shape[0],), hidden), x)[1]


class Held(nn.Module):
  def apply(self, x, state, which='memory'):
    core, y = nn.LSTMCell(state['core'], x)
    memory, z = nn.GRUCell(state[which], y, nn.relu)
    return {'core': core, which: memory}, z


class Layers(nn.Module):
  def apply(self, x, carries, layers=2):
    new = []
    for i in range(layers):
      carry, x = nn.LSTMCell(carries[i], x, name=f'layer_{i}')
      new.append(carry)
    return x, new


class Halves(nn.Module):
  def apply(self, x, state, half=4):
    carry, y = nn.LSTMCell(inputs=x, carry=(state[:, :half], state[:, half:]))
    return jnp.concatenate(carry, -1), y


class Started(nn.Module):
  def apply(self, x, z):
    h = nn.Dense(z, 5)
    return nn.LSTMCell((jnp.zeros_like(h), nn.tanh(h)), x)
