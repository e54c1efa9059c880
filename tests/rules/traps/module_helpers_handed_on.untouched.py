import jax
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(3)(x)


def variables(key, x):
  net = Net()
  return jax.jit(Net().init)(key, x), jax.eval_shape(net.init, key, x), jax.jit(nn.Dense(3).init)(key, x)
