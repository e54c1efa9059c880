# expect: LIN403 manual: can't be named here
# Both are of one partial, which was given something else each time: the one must not run as the other.
import functools
from flax import linen, nn, optim
import jax


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def create(slope, params):
  return nn.Model(functools.partial(Net, slope=slope), params)


def distance(student, teacher, x):
  return ((student(x) - teacher(x)) ** 2).mean()


def train(params, x):
  teacher, student = create(2., params), create(0.5, params)
  optimizer = optim.Momentum(learning_rate=0.1).create(student)
  return jax.grad(distance)(optimizer.target, teacher, x)
