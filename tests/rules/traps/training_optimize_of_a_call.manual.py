# expect: LIN503 manual: give what it is called on a name first
# The optimizer is read for the gradient and for the update.
from flax import linen as nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


def create(x):
  return optim.Momentum(0.1).create(Net().init(jax.random.PRNGKey(0), x)['params'])


def main(x):
  optimizer, loss = create(x).optimize(lambda params: jnp.mean(Net().apply({'params': params}, x) ** 2))
  return optimizer, loss
