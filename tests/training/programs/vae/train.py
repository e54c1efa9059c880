"""Trains the autoencoder on binary images of a bar."""

import json

from flax import nn
from flax import optim
import jax
from jax import random
import jax.numpy as jnp
import numpy as np

from model import VAE

SIZE = 12
LATENTS = 4
BATCH_SIZE = 8

model_def = VAE.partial(size=SIZE, latents=LATENTS)


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


@jax.vmap
def kl_divergence(mean, logvar):
  return -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar))


@jax.vmap
def binary_cross_entropy(logits, labels):
  logp = nn.log_sigmoid(logits)
  return -jnp.sum(labels * logp + (1. - labels) * jnp.log(-jnp.expm1(logp)))


def compute_metrics(recon_x, x, mean, logvar):
  bce_loss = binary_cross_entropy(recon_x, x).mean()
  kld_loss = kl_divergence(mean, logvar).mean()
  return {'bce': bce_loss, 'kld': kld_loss, 'loss': bce_loss + kld_loss}


@jax.jit
def train_step(optimizer, batch, z_rng):

  def loss_fn(model):
    recon_x, mean, logvar = model(batch, z_rng)
    metrics = compute_metrics(recon_x, batch, mean, logvar)
    return metrics['loss'], metrics

  (_, metrics), grad = jax.value_and_grad(loss_fn, has_aux=True)(
      optimizer.target)
  return optimizer.apply_gradient(grad), metrics


@jax.jit
def evaluate(model, images, z, z_rng):
  recon_images, mean, logvar = model(images, z_rng)
  metrics = compute_metrics(recon_images, images, mean, logvar)
  return metrics, model.generate(z)


def draw_bars(rng, n):
  start = rng.randint(SIZE - 3, size=(n, 1))
  position = np.arange(SIZE)[None]
  return ((position >= start) & (position < start + 3)).astype(np.float32)


def main():
  data = np.random.RandomState(5)
  test_ds = draw_bars(data, 16)
  rng = random.PRNGKey(0)
  rng, key = random.split(rng)
  _, params = model_def.init(key, jnp.ones((BATCH_SIZE, SIZE)), rng)
  vae = nn.Model(model_def, params)
  optimizer = optim.Adam(learning_rate=5e-3).create(vae)

  rng, z_key, eval_rng = random.split(rng, 3)
  z = random.normal(z_key, (2, LATENTS))
  for step in range(30):
    rng, key = random.split(rng)
    optimizer, metrics = train_step(optimizer, draw_bars(data, BATCH_SIZE), key)
    log(step=step, **metrics)
    if step % 10 == 9:
      metrics, sample = evaluate(optimizer.target, test_ds, z, eval_rng)
      log(**{'eval_' + name: value for name, value in metrics.items()})
      log(**{'pixel_%d' % i: value for i, value in enumerate(sample[0])})
  vae = optimizer.target
  log(mean_pixel=vae.generate(z).mean())


if __name__ == '__main__':
  main()
