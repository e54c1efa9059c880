# One context around the whole program, which draws keys from it outside of any module.
from flax import nn
from flax import optim
import jax
from jax import random
import jax.numpy as jnp


class VAE(nn.Module):
  def apply(self, x, z_rng, train=True):
    x = nn.dropout(nn.Dense(x, 4), rate=0.5, deterministic=not train)
    return nn.Dense(x + random.normal(z_rng, x.shape), 3)


@jax.jit
def train_step(optimizer, batch, z_rng):
  def loss_fn(model):
    return jnp.mean((model(batch, z_rng, train=False) - batch) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad), loss


def train(seed, x, steps=3):
  losses = []
  rng = random.PRNGKey(seed)
  with nn.stochastic(rng):
    _, params = VAE.init(nn.make_rng(), x, nn.make_rng())
    model = nn.Model(VAE, params)
    optimizer = optim.Adam(learning_rate=0.01).create(model)
    for step in range(steps):
      optimizer, loss = train_step(optimizer, x, nn.make_rng())
      losses.append(loss)
      if step % 2:
        rng = nn.make_rng()  # another one
        losses.append(jnp.sum(optimizer.target(x, rng)))

    def loss_of(model):
      return jnp.mean(model(x, rng, train=False) ** 2)

    grad = jax.grad(loss_of)(optimizer.target)
    losses.append(sum(jnp.sum(leaf ** 2) for leaf in jax.tree_leaves(grad)))
  return losses


def noisy(x, key):
  keys = random.split(key)
  with nn.stochastic(random.fold_in(keys[0], 3)):
    return x + random.normal(nn.make_rng(), x.shape)


x = jnp.linspace(-1., 1., 12).reshape(4, 3)
result = [*train(0, x), jnp.sum(noisy(x, random.PRNGKey(1)))]
