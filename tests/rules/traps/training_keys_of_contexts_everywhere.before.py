# A function that calls itself, a context in a loop, and one at the file's top level.
from flax import nn
from flax import optim
import jax
from jax import random
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(nn.dropout(x, rate=0.5), 3)


def depth(model, x, n):
  if n == 0:
    return model(x)
  return depth(model, x + random.normal(nn.make_rng(), x.shape), n - 1)


def start(x):
  _, params = Net.init(nn.make_rng(), x)
  return nn.Model(Net, params)


@jax.jit
def step(optimizer, *batches, **options):
  def loss_fn(model):
    return sum(jnp.mean(model(b) ** 2) for b in batches)
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad), loss


def epochs(optimizer, x):
  losses = []
  for epoch in range(3):
    with nn.stochastic(random.PRNGKey(epoch)):
      for _ in range(2):
        optimizer, loss = step(optimizer, x, x + 1)
        losses.append(loss)
      losses.append(jnp.sum(depth(optimizer.target, x, 2)))
  return losses


def main(seed):
  x = jnp.linspace(-1., 1., 12).reshape(4, 3)
  model = start(x)
  optimizer = optim.Adam(learning_rate=0.1).create(model)
  return epochs(optimizer, x)


if True:
  with nn.stochastic(random.PRNGKey(7)):
    result = main(0)
