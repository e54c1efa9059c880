# One context around the whole program, which draws keys from it outside of any module.
import functools
import itertools

from flax import linen as nn
from flax.training import train_state
import jax
from jax import random
import jax.numpy as jnp
import optax


class VAE(nn.Module):
  @nn.compact
  def __call__(self, x, z_rng, train=True):
    x = nn.Dropout(rate=0.5)(nn.Dense(4)(x), deterministic=not train)
    return nn.Dense(3)(x + random.normal(z_rng, x.shape))


@jax.jit
def train_step(optimizer, batch, z_rng, key):
  def loss_fn(model):
    return jnp.mean((VAE().apply({'params': model}, batch, z_rng, train=False, rngs={'dropout': key}) - batch) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


def train(seed, x, steps=3):
  losses = []
  rng = random.PRNGKey(seed)
  keys = map(functools.partial(random.fold_in, rng), itertools.count(1))
  train_step_key = next(keys)
  params = VAE().init({'params': next(keys), 'dropout': next(keys)}, x, next(keys))['params']
  model = params
  optimizer = train_state.TrainState.create(apply_fn=VAE().apply, params=model, tx=optax.adam(0.01))
  for step in range(steps):
    optimizer, loss = train_step(optimizer, x, next(keys), key=train_step_key)
    losses.append(loss)
    if step % 2:
      rng = next(keys)  # another one
      losses.append(jnp.sum(VAE().apply({'params': optimizer.params}, x, rng, rngs={'dropout': next(keys)})))

  def loss_of(model):
    return jnp.mean(VAE().apply({'params': model}, x, rng, train=False, rngs={'dropout': next(keys)}) ** 2)

  grad = jax.grad(loss_of)(optimizer.params)
  losses.append(sum(jnp.sum(leaf ** 2) for leaf in jax.tree_util.tree_leaves(grad)))
  return losses


def noisy(x, key):
  keys = random.split(key)
  keys_ = map(functools.partial(random.fold_in, random.fold_in(keys[0], 3)), itertools.count(1))
  return x + random.normal(next(keys_), x.shape)


x = jnp.linspace(-1., 1., 12).reshape(4, 3)
result = [*train(0, x), jnp.sum(noisy(x, random.PRNGKey(1)))]
