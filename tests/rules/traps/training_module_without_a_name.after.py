import functools
from typing import Any

from flax import linen as nn
import flax.core
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  features: Any

  @nn.compact
  def __call__(self, x, train=True):
    x = nn.BatchNorm(use_running_average=not train)(nn.Dense(self.features)(x))
    x = nn.Dropout(rate=0.25)(nn.relu(x), deterministic=not train)
    return nn.Dense(1)(x)


# The loss is told nothing but the model, and its module is made elsewhere, with settings.
def noisy_loss(model, state, x, y, key):
  output, new_state = model.func({'params': model.args[0]['params'], **state}, x, mutable=['batch_stats'], rngs={'dropout': key})
  penalty = sum(jnp.sum(leaf ** 2) for leaf in jax.tree_util.tree_leaves(model.args[0]['params']))
  return jnp.mean((output[:, 0] - y) ** 2) + 1e-3 * penalty, new_state


@jax.jit
def step(optimizer, state, x, y, key):
  grad_fn = jax.value_and_grad(noisy_loss, has_aux=True)
  (loss, state), grad = grad_fn(jax.tree_util.Partial(optimizer.apply_fn, {'params': optimizer.params}), state, x, y, key)
  return optimizer.apply_gradients(grads=grad.args[0]['params']), state, loss


@jax.jit
def evaluate(model, state, x, y):
  output = model.func({'params': model.args[0]['params'], **state}, x, train=False)
  return jnp.mean((output[:, 0] - y) ** 2)


def main(features):
  key = jax.random.PRNGKey(0)
  x, y = jnp.linspace(-1, 1, 12).reshape(3, 4), jnp.linspace(0, 1, 3)
  net = functools.partial(Net, features=features)
  state, params = flax.core.pop(net().init({'params': key, 'dropout': key}, jnp.ones((1, 4), jnp.float32)), 'params')
  optimizer = train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
  found = []
  for _ in range(3):
    optimizer, state, loss = step(optimizer, state, x, y, key)
    found += [loss, evaluate(jax.tree_util.Partial(optimizer.apply_fn, {'params': optimizer.params}), state, x, y)]
  return found


result = main(5)
