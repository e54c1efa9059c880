# A class is run with parameters that the caller holds, where no model was ever made.
import functools
from typing import Any

from flax import linen as nn
import flax.core
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  num_classes: Any

  @nn.compact
  def __call__(self, x, train=True):
    x = nn.BatchNorm(use_running_average=not train)(nn.Dense(8)(x))
    x = nn.Dropout(rate=0.5)(x, deterministic=not train)
    return nn.Dense(self.num_classes, name='out')(x)


def loss_fn(params, state, x, key):
  logits, new_state = Net(num_classes=3).apply({'params': params, **state}, x, mutable=['batch_stats'], rngs={'dropout': key})
  return jnp.mean(logits ** 2), new_state


def predict(params, state, x):
  net = functools.partial(Net, num_classes=3)
  return net().apply({'params': params, **state}, x, train=False)


def main():
  key, x = jax.random.PRNGKey(0), jnp.linspace(-1., 1., 12).reshape(4, 3)
  state, params = flax.core.pop(Net(num_classes=3).init({'params': key, 'dropout': key}, x), 'params')
  losses = []
  for step in range(3):
    (loss, state), grad = jax.value_and_grad(loss_fn, has_aux=True)(params, state, x, key)
    params = jax.tree_util.tree_map(lambda p, g: p - 0.1 * g, params, grad)
    losses.append(loss)
  optimizer = train_state.TrainState.create(apply_fn=None, params=params, tx=optax.sgd(0.1))
  (_, state), grad = jax.value_and_grad(loss_fn, has_aux=True)(optimizer.params, state, x, key)
  optimizer = optimizer.apply_gradients(grads=grad)
  dense = nn.Dense(features=3).apply({'params': params['out']}, jnp.ones((2, 8)))
  model = optimizer.params
  return losses, predict(model, state, x), dense, sum(leaf.size for leaf in jax.tree_util.tree_leaves(model))


result = main()
