# expect: LIN111 unsafe: keeps state or draws keys
from flax import nn
import jax


class Noisy(nn.Module):
  def apply(self, x):
    return nn.dropout(nn.Dense(x, 3), rate=0.5)


class Net(nn.Module):
  def apply(self, xs, carry):
    noisy = Noisy.shared(name='noisy')
    return jax.lax.scan(lambda c, x: (c + noisy(x), c), carry, xs)
