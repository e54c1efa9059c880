import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  slope: Any

  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x) * self.slope


def create(params, slope):
  return jax.tree_util.Partial(functools.partial(Net, slope=slope)().apply, {'params': params})


# The one optimizer at hand applies the student's module, and the teacher's has another slope.
def step(optimizer, teacher, x):
  def loss_fn(model, other):
    return jnp.mean((model(x) - other(x)) ** 2)

  return jax.grad(loss_fn, argnums=1)(jax.tree_util.Partial(optimizer.apply_fn, {'params': optimizer.params}), teacher)


def main():
  x = jnp.linspace(-1, 1, 12).reshape(3, 4)
  params = Net(slope=1.).init(jax.random.PRNGKey(0), x)['params']
  student = create(params, 2.)
  grad = step(train_state.TrainState.create(apply_fn=student.func, params=student.args[0]['params'], tx=optax.adam(0.1)), create(params, 3.), x)
  return jax.tree_util.tree_leaves(grad.args[0]['params'])


result = main()
