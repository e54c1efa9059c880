# expect: LIN402 unsafe: may be its parameters alone elsewhere
# A TrainState stands for the teacher here, and where it was trained its parameters alone were written.
from flax import linen, nn
from flax import optim
from flax import serialization
import functools
import jax
import jax.numpy as jnp


class Net(linen.Module):
  features: int

  @linen.compact
  def __call__(self, x):
    return linen.Dense(self.features)(x)


def read_teacher(params, features, data):
  teacher = nn.Model(functools.partial(Net, features=features), params)
  return serialization.from_bytes(teacher, data)


@jax.jit
def train_step(optimizer, teacher, x):
  target = teacher(x)

  def loss_fn(student):
    return jnp.mean((student(x) - target) ** 2)

  grad = jax.grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad)


def distill(params, data, features, batches):
  teacher = read_teacher(params, features, data)
  student = nn.Model(functools.partial(Net, features=features), params)
  optimizer = optim.Adam(1e-3).create(student)
  for x in batches:
    optimizer = train_step(optimizer, teacher, x)
  return optimizer
