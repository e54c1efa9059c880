from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)


def first(key, x):
  output = Net.init(key, x)[0]
  params = Net.init(key, x)[1]
  return output.sum() + nn.Model(Net, params)(x)


result = first(jax.random.PRNGKey(0), jnp.arange(6.0).reshape((2, 3)))
