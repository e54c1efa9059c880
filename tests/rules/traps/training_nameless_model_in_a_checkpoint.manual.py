# expect: LIN402 unsafe: which knows no functions that hold parameters
# Checkpoints know trees of Flax and plain ones alone.
from flax import linen, nn
from flax.training import checkpoints
import functools
import jax
import jax.numpy as jnp


class Net(linen.Module):
  features: int

  @linen.compact
  def __call__(self, x):
    return linen.Dense(self.features)(x)


def loss_fn(model, x):
  return jnp.mean(model(x) ** 2)


def train(params, x, features, folder):
  model = nn.Model(functools.partial(Net, features=features), params)
  grad = jax.grad(loss_fn)(model, x)
  model = model.replace(params=jax.tree_util.tree_map(lambda old, new: old - new, model.params, grad.params))
  checkpoints.save_checkpoint(folder, model, 1)
  return model
