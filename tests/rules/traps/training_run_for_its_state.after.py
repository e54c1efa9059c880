# Statistics are brought up to date by running a model for nothing else.
from flax import linen as nn
import flax.core
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train=True):
    return nn.BatchNorm(use_running_average=not train, momentum=0.5, name='norm')(nn.Dense(3, name='dense')(x))


def recalibrate(model, state, batches):
  for batch in batches:
    _, state = Net().apply({'params': model, **state}, batch, mutable=['batch_stats'])  # its output is of no use
  return state


def main():
  x = jnp.linspace(-1., 1., 12).reshape(4, 3)
  state, params = flax.core.pop(Net().init(jax.random.PRNGKey(0), x), 'params')
  state = recalibrate(params, state, [x, x + 1, 2 * x])
  _, state = Net().apply({'params': params, **state}, x - 1, mutable=['batch_stats'])
  return Net().apply({'params': params, **state}, x, train=False), jax.tree_util.tree_leaves(state)


result = main()
