"""Two networks against each other: one makes points, the other tells them from real ones."""

import functools
import json

import jax
import jax.numpy as np
import numpy as onp
from jax import jit, random
from flax import nn, optim

LATENT_DIM = 3
BATCH_SIZE = 8
NUM_STEPS = 30


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


class Generator(nn.Module):

  def apply(self, z, hidden, out_dim=2):
    h = nn.leaky_relu(nn.Dense(z, hidden))
    h = nn.leaky_relu(nn.Dense(h, hidden), negative_slope=0.2)
    return nn.Dense(h, out_dim)


class Discriminator(nn.Module):

  def apply(self, x, hidden):
    h = nn.leaky_relu(nn.Dense(x, hidden), negative_slope=0.2)
    h = nn.LayerNorm(h)
    return nn.Dense(h, 1)[..., 0]


Gen = Generator.partial(hidden=12)
Disc = Discriminator.partial(hidden=12)


def bce_with_logits(logits, target):
  return np.mean(
      np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits))))


def discriminator_loss(discriminator, generator, real, z):
  fake = generator(z)
  real_loss = bce_with_logits(discriminator(real), 1.0)
  fake_loss = bce_with_logits(discriminator(fake), 0.0)
  return real_loss + fake_loss


def generator_loss(generator, discriminator, z):
  return bce_with_logits(discriminator(generator(z)), 1.0)


@functools.partial(jit, static_argnums=(4,))
def train_step(g_optimizer, d_optimizer, real, key, batch_size):
  """First the discriminator, then the generator against the new one."""
  d_key, g_key = random.split(key)
  z = random.normal(d_key, (batch_size, LATENT_DIM))
  d_loss, d_grad = jax.value_and_grad(discriminator_loss)(
      d_optimizer.target, g_optimizer.target, real, z)
  d_optimizer = d_optimizer.apply_gradient(d_grad)

  z = random.normal(g_key, (2 * batch_size, LATENT_DIM))
  g_loss, g_grad = jax.value_and_grad(
      lambda g: generator_loss(g, d_optimizer.target, z))(g_optimizer.target)
  g_optimizer = g_optimizer.apply_gradient(g_grad)
  return g_optimizer, d_optimizer, g_loss, d_loss


@jit
def sample(generator, z):
  return generator(z)


def real_batches():
  rng = onp.random.RandomState(3)
  while True:
    angle = rng.uniform(0, 2 * onp.pi, size=BATCH_SIZE)
    yield onp.stack([onp.cos(angle), onp.sin(angle)], -1).astype(onp.float32)


def main():
  key = random.PRNGKey(42)
  key, g_key, d_key, z_key = random.split(key, 4)
  _, generator = Gen.create(g_key, np.ones((1, LATENT_DIM)))
  _, d_params = Disc.init_by_shape(d_key, [((1, 2), np.float32)])
  discriminator = nn.Model(Disc, d_params)

  g_optimizer = optim.Adam(1e-3, beta1=0.5).create(generator)
  d_optimizer = optim.Adam(4e-3, beta1=0.5).create(discriminator)
  fixed_z = random.uniform(z_key, (4, LATENT_DIM), minval=-1.)
  for step, real in zip(range(NUM_STEPS), real_batches()):
    key, step_key = random.split(key)
    g_optimizer, d_optimizer, g_loss, d_loss = train_step(
        g_optimizer, d_optimizer, real, step_key, BATCH_SIZE)
    log(step=step, g_loss=g_loss, d_loss=d_loss)
  for x, y in sample(g_optimizer.target, fixed_z):
    log(x=x, y=y)


if __name__ == '__main__':
  main()
