# expect: LIN503 manual: a comment stands in it
# The call is written anew, and would lose what is said in it.
from flax import linen as nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


def step(optimizer, loss_fn):
  optimizer, loss = optimizer.optimize(
      loss_fn,  # of the parameters
  )
  return optimizer, loss


def main():
  params = Net().init(jax.random.PRNGKey(0), jnp.ones((3, 4)))['params']
  optimizer = optim.Momentum(0.1).create(params)
  return step(optimizer, lambda params: jnp.mean(Net().apply({'params': params}, jnp.ones((3, 4))) ** 2))
