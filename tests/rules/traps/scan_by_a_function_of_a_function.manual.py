# expect: LIN101 manual: hands modules to `flax.jax_utils.scan_in_dim`
import jax
from flax import jax_utils, nn


def run(step, carry, xs):
  return jax_utils.scan_in_dim(step, carry, xs, axis=1)


def last(step, carry, xs):
  return run(step=step, carry=carry, xs=xs)[0]


class Encoder(nn.Module):
  def apply(self, x):
    def step(carry, t):
      return nn.tanh(nn.Dense(carry, 4) + nn.Dense(t, 4)), None

    return last(step, nn.Dense(x[:, 0], 4), x)
