# Functions that call a shared module beside others: they are handed the module around and, in the end, the shared ones.
from flax import jax_utils, nn
import jax


class Net(nn.Module):
  def apply(self, xs, carry):
    dense = nn.Dense.shared(features=3, name='dense')
    return jax.lax.scan(lambda c, x: (nn.Dense(dense(x), 3) + c, c), carry, xs)


class Two(nn.Module):
  def apply(self, xs, carry):
    dense = nn.Dense.shared(features=3, name='dense')
    other = nn.Dense.shared(features=3, name='other')
    return jax.lax.scan(lambda c, x: (other(dense(x)) + c, c), carry, xs)


def head(x):
  return nn.Dense(x, 3, name='head')


class Helped(nn.Module):
  def apply(self, xs, carry):
    dense = nn.Dense.shared(features=3, name='dense')
    return jax.lax.scan(lambda c, x: (head(dense(x)) + c, c), carry, xs)


class Own(nn.Module):
  def apply(self, xs, carry):
    dense = nn.Dense.shared(features=3, name='dense')
    return jax.lax.scan(lambda c, x: (dense(x) + self.param('p', (3,), nn.initializers.ones), c), carry, xs)


class Decoder(nn.Module):
  def apply(self, init_state, xs, vocab=5, scale=0.5):
    cell = nn.LSTMCell.shared(name='cell')
    projection = nn.Dense.shared(features=vocab, name='projection')

    def step(carry, x):
      state, last = carry
      state, y = cell(state, x + scale * last.sum(-1, keepdims=True))
      logits = projection(y)
      return (state, logits), logits

    first = projection(init_state[1])
    (state, last), logits = jax_utils.scan_in_dim(step, (init_state, first), xs, axis=1)
    return cell(state, xs[:, 0]), logits


class Stored(nn.Module):
  def apply(self, x, width=3):
    dense = nn.Dense.shared(features=width, name='dense')
    other = nn.Dense.shared(features=width, name='other')

    def block(h):
      return nn.relu(other(dense(h)))

    x = jax.checkpoint(block)(x)
    x = jax.jit(lambda h: nn.Dense(dense(h), 3))(x)
    again = jax.checkpoint(lambda h, by=2.: by * other(dense(h)))
    return again(x)
