# Functions that call a shared module beside others: they are handed the module around and, in the end, the shared ones.
import functools

from flax import jax_utils, linen as nn
import jax


class Net(nn.Module):
  @nn.compact
  def __call__(self, xs, carry):
    dense = nn.Dense(features=3, name='dense')
    return nn.scan(lambda self, c, x, dense: (nn.Dense(3)(dense(x)) + c, c), variable_broadcast='params', split_rngs={'params': False}, in_axes=(0, nn.broadcast))(self, carry, xs, dense)


class Two(nn.Module):
  @nn.compact
  def __call__(self, xs, carry):
    dense = nn.Dense(features=3, name='dense')
    other = nn.Dense(features=3, name='other')
    return nn.scan(lambda self, c, x, dense, other: (other(dense(x)) + c, c), variable_broadcast='params', split_rngs={'params': False}, in_axes=(0, nn.broadcast, nn.broadcast))(self, carry, xs, dense, other)


def head(x):
  return nn.Dense(3, name='head')(x)


class Helped(nn.Module):
  @nn.compact
  def __call__(self, xs, carry):
    dense = nn.Dense(features=3, name='dense')
    return nn.scan(lambda self, c, x, dense: (head(dense(x)) + c, c), variable_broadcast='params', split_rngs={'params': False}, in_axes=(0, nn.broadcast))(self, carry, xs, dense)


class Own(nn.Module):
  @nn.compact
  def __call__(self, xs, carry):
    dense = nn.Dense(features=3, name='dense')
    return nn.scan(lambda self, c, x, dense: (dense(x) + self.param('p', nn.initializers.ones, (3,)), c), variable_broadcast='params', split_rngs={'params': False}, in_axes=(0, nn.broadcast))(self, carry, xs, dense)


class Decoder(nn.Module):
  vocab: int = 5
  scale: float = 0.5

  @nn.compact
  def __call__(self, init_state, xs):
    cell = nn.LSTMCell(features=init_state[0].shape[-1], name='cell')
    projection = nn.Dense(features=self.vocab, name='projection')

    def step(self, carry, x, cell, projection):
      state, last = carry
      state, y = cell(state, x + self.scale * last.sum(-1, keepdims=True))
      logits = projection(y)
      return (state, logits), logits

    first = projection(init_state[1])
    (state, last), logits = nn.scan(step, variable_broadcast='params', split_rngs={'params': False}, in_axes=(1, nn.broadcast, nn.broadcast), out_axes=1)(self, (init_state, first), xs, cell, projection)
    return cell(state, xs[:, 0]), logits


class Stored(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    dense = nn.Dense(features=self.width, name='dense')
    other = nn.Dense(features=self.width, name='other')

    def block(self, dense, other, h):
      return nn.relu(other(dense(h)))

    x = nn.remat(block)(self, dense, other, x)
    x = nn.jit(lambda self, dense, h: nn.Dense(3)(dense(h)))(self, dense, x)
    again = functools.partial(nn.remat(lambda self, dense, other, h, by=2.: by * other(dense(h))), self, dense, other)
    return again(x)
