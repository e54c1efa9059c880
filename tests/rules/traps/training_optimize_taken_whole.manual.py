# expect: LIN503 manual: ask `jax.value_and_grad`
# Whether it gives two values or three depends on the loss function.
from flax import linen as nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


def step(optimizer, x):
  return optimizer.optimize(lambda params: jnp.mean(Net().apply({'params': params}, x) ** 2))


def main():
  x = jnp.ones((3, 4))
  params = Net().init(jax.random.PRNGKey(0), x)['params']
  optimizer = optim.Momentum(0.1).create(params)
  return step(optimizer, x)
