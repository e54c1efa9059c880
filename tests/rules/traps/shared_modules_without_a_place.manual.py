# expect: LIN111 manual: as an argument of its own
from flax import nn
import jax


class Mapped(nn.Module):
  def apply(self, x):
    dense = nn.Dense.shared(features=3, name='dense')
    other = nn.Dense.shared(features=3, name='other')
    return jax.vmap(lambda row: other(dense(row)))(x)


class Default(nn.Module):
  def apply(self, xs, carry):
    dense = nn.Dense.shared(features=3, name='dense')
    other = nn.Dense.shared(features=3, name='other')
    return jax.lax.scan(lambda c, x, scale=2.: (scale * other(dense(x)) + c, c), carry, xs)


class Hidden(nn.Module):
  def apply(self, xs, carry):
    dense = nn.Dense.shared(features=3, name='dense')
    other = nn.Dense.shared(features=3, name='other')

    def step(dense, x):
      y = other(nn.Dense(x, 3)) + dense
      return y, y

    return jax.lax.scan(step, carry, xs), dense(xs)


class Stored(nn.Module):
  def apply(self, x):
    return jax.checkpoint(nn.Dense.shared(features=3, name='head'))(x)
