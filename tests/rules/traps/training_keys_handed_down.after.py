# What draws from the one context of a program stands in functions that are called inside.
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
  def __call__(self, x, train=True):
    x = nn.Dropout(rate=0.5)(nn.Dense(8)(x), deterministic=not train)
    return nn.Dense(3)(x)


class Plain(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(3)(x)


def create_model(keys, shape):
  """A new one."""
  params = Net().init({'params': next(keys), 'dropout': next(keys)}, jnp.ones(shape, jnp.float32))['params']
  return params


def create_plain(key, x):
  params = Plain().init(key, x)['params']
  return params


def create_optimizer(
    model,
    learning_rate=0.1,
):
  return train_state.TrainState.create(apply_fn=Net().apply, params=model, tx=optax.adam(learning_rate))


@functools.partial(jax.jit, static_argnums=2)
def train_step(optimizer, batch, power=2, *, key):
  def loss_fn(model):
    return jnp.mean(Net().apply({'params': model}, batch, rngs={'dropout': key}) ** power)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


@jax.jit
def eval_step(model, batch):  # draws nothing
  return jnp.sum(Plain().apply({'params': model}, batch))


def noisy(
    keys,
    model,
    batch,
    scale=0.1):
  noise = random.normal(next(keys), batch.shape)
  return jnp.sum(Net().apply({'params': model}, batch + scale * noise, rngs={'dropout': next(keys)}))


def keyed(model, batch, key):
  return jnp.sum(Net().apply({'params': model}, batch, rngs={'dropout': key}))


def last(keys, model, batch): return noisy(keys, model, batch, scale=1.)


def train(keys, optimizer, x, steps=5):
  """Trains."""
  train_step_key = next(keys)
  losses = []
  for step in range(steps):
    optimizer, loss = train_step(optimizer, x, 4, key=train_step_key)
    losses.append(loss)
    losses.append(noisy(keys, optimizer.params, x))
  return optimizer, losses


def main(seed):
  x = jnp.linspace(-1., 1., 12).reshape(4, 3)
  keys = map(functools.partial(random.fold_in, random.PRNGKey(seed)), itertools.count(1))
  train_step_key = next(keys)
  model, plain = create_model(keys, (4, 3)), create_plain(random.PRNGKey(1), x)
  optimizer = create_optimizer(model)
  optimizer, losses = train(keys, optimizer, x)
  for step in range(3):
    optimizer, loss = train_step(
        optimizer,
        x,
        key=train_step_key,
    )
    losses += [loss, last(keys, optimizer.params, x), eval_step(plain, x)]
    losses.append(keyed(optimizer.params, x, random.PRNGKey(step)))
  return losses


result = main(0)
