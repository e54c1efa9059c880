# What draws from the one context of a program stands in functions that are called inside.
import functools
from flax import nn
from flax import optim
import jax
from jax import random
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, train=True):
    x = nn.dropout(nn.Dense(x, 8), rate=0.5, deterministic=not train)
    return nn.Dense(x, 3)


class Plain(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3)


def create_model(shape):
  """A new one."""
  _, params = Net.init_by_shape(nn.make_rng(), [(shape, jnp.float32)])
  return nn.Model(Net, params)


def create_plain(key, x):
  _, params = Plain.init(key, x)
  return nn.Model(Plain, params)


def create_optimizer(
    model,
    learning_rate=0.1,
):
  return optim.Adam(learning_rate=learning_rate).create(model)


@functools.partial(jax.jit, static_argnums=2)
def train_step(optimizer, batch, power=2):
  def loss_fn(model):
    return jnp.mean(model(batch) ** power)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad), loss


@jax.jit
def eval_step(model, batch):  # draws nothing
  return jnp.sum(model(batch))


def noisy(
    model,
    batch,
    scale=0.1):
  noise = random.normal(nn.make_rng(), batch.shape)
  return jnp.sum(model(batch + scale * noise))


def keyed(model, batch, key):
  with nn.stochastic(key):
    return jnp.sum(model(batch))


def last(model, batch): return noisy(model, batch, scale=1.)


def train(optimizer, x, steps=5):
  """Trains."""
  losses = []
  for step in range(steps):
    optimizer, loss = train_step(optimizer, x, 4)
    losses.append(loss)
    losses.append(noisy(optimizer.target, x))
  return optimizer, losses


def main(seed):
  x = jnp.linspace(-1., 1., 12).reshape(4, 3)
  with nn.stochastic(random.PRNGKey(seed)):
    model, plain = create_model((4, 3)), create_plain(random.PRNGKey(1), x)
    optimizer = create_optimizer(model)
    optimizer, losses = train(optimizer, x)
    for step in range(3):
      optimizer, loss = train_step(
          optimizer,
          x,
      )
      losses += [loss, last(optimizer.target, x), eval_step(plain, x)]
      losses.append(keyed(optimizer.target, x, random.PRNGKey(step)))
  return losses


result = main(0)
