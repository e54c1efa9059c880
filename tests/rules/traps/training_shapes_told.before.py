from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3)


SHAPE = (1, 4)


def by_local_shape(key, dtype, size):
  shape = (3, size)
  _, params = Net.init_by_shape(key, [(shape, dtype)])
  return params


def by_array(key, x):
  _, params = Net.init_by_shape(key, [(x.shape, x.dtype)])
  return params


def by_sum(key, rest):
  _, params = Net.init_by_shape(key, [((1,) + rest, jnp.float32)])
  return params


def by_shape_of_the_file(key):
  _, params = Net.init_by_shape(key, [(SHAPE, jnp.float32)])
  return params


def by_parameter(key, size):
  _, params = Net.init_by_shape(key, [(size, jnp.float32)])
  return params


def by_number(key, columns):
  rows = 2
  _, params = Net.init_by_shape(key, [(rows, columns)])
  return params


def by_list(key, columns):
  shape = (3, columns)
  specs = [(shape, jnp.float32)]
  _, params = Net.init_by_shape(key, specs)
  return params


def main():
  key = jax.random.PRNGKey(0)
  found = [by_local_shape(key, jnp.float32, 4), by_array(key, jnp.ones((2, 4))), by_sum(key, (4,))]
  found += [by_shape_of_the_file(key), by_parameter(key, (1, 4)), by_number(key, 4), by_list(key, 4)]
  return [nn.Model(Net, params)(jnp.ones((2, 4))) for params in found]


result = main()
