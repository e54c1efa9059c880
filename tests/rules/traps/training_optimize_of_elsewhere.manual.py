# expect: LIN503 unsafe: a loss function that can't be looked into
# What it does with the parameters that it gets can't be seen.
from losses import loss_of
from flax import linen as nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


def main(x):
  optimizer = optim.Momentum(0.1).create(Net().init(jax.random.PRNGKey(0), x)['params'])
  optimizer, loss = optimizer.optimize(loss_of(x))
  return optimizer, loss
