# expect: LIN111 manual: Step
import jax
from flax import nn


class Step(nn.Module):
  def apply(self, carry, x, width):
    return nn.Dense(x, width) + carry, x


class Net(nn.Module):
  def apply(self, x):
    return jax.lax.scan(Step, x[0], x)[0]
