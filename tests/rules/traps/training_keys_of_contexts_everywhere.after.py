# A function that calls itself, a context in a loop, and one at the file's top level.
import functools
import itertools

from flax import linen as nn
from flax.training import train_state
import jax
from jax import random
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(3)(nn.Dropout(rate=0.5)(x, deterministic=False))


def depth(keys, model, x, n):
  if n == 0:
    return Net().apply({'params': model}, x, rngs={'dropout': next(keys)})
  return depth(keys, model, x + random.normal(next(keys), x.shape), n - 1)


def start(keys, x):
  params = Net().init({'params': next(keys), 'dropout': next(keys)}, x)['params']
  return params


@jax.jit
def step(optimizer, *batches, key, **options):
  def loss_fn(model):
    return sum(jnp.mean(Net().apply({'params': model}, b, rngs={'dropout': key}) ** 2) for b in batches)
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


def epochs(optimizer, x):
  losses = []
  for epoch in range(3):
    keys = map(functools.partial(random.fold_in, random.PRNGKey(epoch)), itertools.count(1))
    step_key = next(keys)
    for _ in range(2):
      optimizer, loss = step(optimizer, x, x + 1, key=step_key)
      losses.append(loss)
    losses.append(jnp.sum(depth(keys, optimizer.params, x, 2)))
  return losses


def main(keys, seed):
  x = jnp.linspace(-1., 1., 12).reshape(4, 3)
  model = start(keys, x)
  optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=model, tx=optax.adam(0.1))
  return epochs(optimizer, x)


if True:
  keys = map(functools.partial(random.fold_in, random.PRNGKey(7)), itertools.count(1))
  result = main(keys, 0)
