# expect: LIN111 manual: hand that to the function
from flax import nn
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
