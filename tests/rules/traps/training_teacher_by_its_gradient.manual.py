# expect: LIN403 manual: can't be named
# The one optimizer at hand applies the student's module, and the teacher's has another slope.
import functools

from flax import linen, nn, optim
import jax
import jax.numpy as jnp


class Net(linen.Module):
  slope: float

  @linen.compact
  def __call__(self, x):
    return linen.Dense(1)(x) * self.slope


def create(params, slope):
  return nn.Model(functools.partial(Net, slope=slope), params)


def step(optimizer, teacher, x):
  def loss_fn(model, other):
    return jnp.mean((model(x) - other(x)) ** 2)

  return jax.grad(loss_fn, argnums=1)(optimizer.target, teacher)


def main(first, second, x):
  student = create(first, 2.)
  return step(optim.Adam(0.1).create(student), create(second, 3.), x)
