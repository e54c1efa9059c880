from flax import linen as nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(3)(x)


SHAPE = (1, 4)


def by_local_shape(key, dtype, size):
  shape = (3, size)
  params = Net().init(key, jnp.ones(shape, dtype))['params']
  return params


def by_array(key, x):
  params = Net().init(key, jnp.ones(x.shape, x.dtype))['params']
  return params


def by_sum(key, rest):
  params = Net().init(key, jnp.ones((1,) + rest, jnp.float32))['params']
  return params


def by_shape_of_the_file(key):
  params = Net().init(key, jnp.ones(SHAPE, jnp.float32))['params']
  return params


def by_parameter(key, size):
  params = Net().init(key, jnp.ones(size, jnp.float32))['params']
  return params


def by_number(key, columns):
  rows = 2
  params = Net().init(key, jnp.ones((rows, columns)))['params']
  return params


def by_list(key, columns):
  shape = (3, columns)
  specs = [(shape, jnp.float32)]
  params = Net().init(key, *(jnp.ones(*spec) for spec in specs))['params']
  return params


def main():
  key = jax.random.PRNGKey(0)
  found = [by_local_shape(key, jnp.float32, 4), by_array(key, jnp.ones((2, 4))), by_sum(key, (4,))]
  found += [by_shape_of_the_file(key), by_parameter(key, (1, 4)), by_number(key, 4), by_list(key, 4)]
  return [Net().apply({'params': params}, jnp.ones((2, 4))) for params in found]


result = main()
