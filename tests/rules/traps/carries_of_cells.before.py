# Carries of library cells: of partials, with an initialiser, of an image, in a free function, in an expression.
import jax
import jax.numpy as jnp
from flax import nn
from flax.nn import ConvLSTM as Images, GRUCell


def first_carry(batch, hidden):
  return nn.LSTMCell.initialize_carry(jax.random.PRNGKey(1), batch, hidden, init_fn=nn.initializers.ones)


class Net(nn.Module):
  def apply(self, x, hidden=4):
    rng = jax.random.PRNGKey(0)
    cell = nn.LSTMCell.partial(name='cell')
    carry = cell.initialize_carry(rng, (x.shape[0],), hidden)
    carry, y = nn.LSTMCell(carry, x, nn.relu)
    (c, h), y = cell((y, y), x)
    carry, y = nn.OptimizedLSTMCell(inputs=x, carry=(c, h))
    other = cell.initialize_carry(batch_dims=(), rng=rng, size=2 * hidden + 1, init_fn=nn.initializers.normal(1.0))
    small = GRUCell.initialize_carry(rng, x.shape[:1], x.shape[-1])
    small, z = GRUCell(small, x)
    return carry, y, other, z, first_carry((2,), hidden)


class Video(nn.Module):
  def apply(self, x, features=4, size=(6, 6)):
    rng = jax.random.PRNGKey(0)
    carry = nn.ConvLSTM.initialize_carry(rng, (x.shape[0],), (6, 6, features))
    carry, y = nn.ConvLSTM(carry, x, features, (3, 3), bias=False)
    other = Images.initialize_carry(rng, x.shape[:1], size + (features,), nn.initializers.ones)
    return Images(other, y, features, (3, 3)), carry


class Cell(nn.Module):
  def apply(self, carry, x):
    carry = nn.tanh(nn.Dense(x, carry.shape[-1]) + nn.Dense(carry, carry.shape[-1]))
    return carry, carry

  @staticmethod
  def initialize_carry(rng, batch_dims, size):
    return jnp.zeros(batch_dims + (size,))


class Own(nn.Module):
  def apply(self, x, cell=Cell):
    return cell(cell.initialize_carry(None, x.shape[:1], 3), x)
