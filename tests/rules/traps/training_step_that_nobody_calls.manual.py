# expect: LIN502 unsafe: no caller tells
from flax import optim
import jax
import jax.numpy as jnp
import steps


@steps.register
def train_step(optimizer):
  grad = jax.grad(lambda params: jnp.sum(params['w'] ** 2))(optimizer.target)
  return optimizer.apply_gradient(grad)


def create(rate):
  return optim.Momentum(rate).create({'w': jnp.ones((3,))})
