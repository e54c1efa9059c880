# Statistics are brought up to date by running a model for nothing else.
from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, train=True):
    return nn.BatchNorm(nn.Dense(x, 3, name='dense'), use_running_average=not train, momentum=0.5, name='norm')


def recalibrate(model, state, batches):
  for batch in batches:
    with nn.stateful(state) as state:
      model(batch)  # its output is of no use
  return state


def main():
  x = jnp.linspace(-1., 1., 12).reshape(4, 3)
  with nn.stateful() as state:
    _, params = Net.init(jax.random.PRNGKey(0), x)
  state = recalibrate(nn.Model(Net, params), state, [x, x + 1, 2 * x])
  with nn.stateful(state) as state:
    Net.call(params, x - 1)
  with nn.stateful(state, mutable=False):
    return nn.Model(Net, params)(x, train=False), jax.tree_leaves(state.as_dict())


result = main()
