from flax import linen as nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)


def first(key, x):
  output = Net().init_with_output(key, x)[0]
  params = Net().init(key, x)['params']
  return output.sum() + Net().apply({'params': params}, x)


result = first(jax.random.PRNGKey(0), jnp.arange(6.0).reshape((2, 3)))
