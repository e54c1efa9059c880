# Carries that are made in the call, or that lie in something else: what makes or holds them tells their size.
import jax
import jax.numpy as jnp
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.GRUCell(features=3)(jnp.zeros((x.shape[0], 3)), x)


class First(nn.Module):
  hidden: int = 4

  @nn.compact
  def __call__(self, x):
    return nn.LSTMCell(features=self.hidden)(nn.LSTMCell(self.hidden, parent=None).initialize_carry(jax.random.PRNGKey(0), (x.shape[0], self.hidden)), x)[1]


class Held(nn.Module):
  which: str = 'memory'

  @nn.compact
  def __call__(self, x, state):
    core, y = nn.LSTMCell(features=state['core'][0].shape[-1])(state['core'], x)
    memory, z = nn.GRUCell(features=state[self.which].shape[-1], gate_fn=nn.relu)(state[self.which], y)
    return {'core': core, self.which: memory}, z


class Layers(nn.Module):
  layers: int = 2

  @nn.compact
  def __call__(self, x, carries):
    new = []
    for i in range(self.layers):
      carry, x = nn.LSTMCell(features=carries[i][0].shape[-1], name=f'layer_{i}')(carries[i], x)
      new.append(carry)
    return x, new


class Halves(nn.Module):
  half: int = 4

  @nn.compact
  def __call__(self, x, state):
    carry, y = nn.LSTMCell(features=state[:, :self.half].shape[-1])(inputs=x, carry=(state[:, :self.half], state[:, self.half:]))
    return jnp.concatenate(carry, -1), y


class Started(nn.Module):
  @nn.compact
  def __call__(self, x, z):
    h = nn.Dense(5)(z)
    return nn.LSTMCell(features=h.shape[-1])((jnp.zeros_like(h), nn.tanh(h)), x)
