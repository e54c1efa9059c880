"""Trains a variational autoencoder on one device."""

import functools
import sys

from flax import nn
from flax import optim
import jax
from jax import random
import jax.numpy as jnp

from lumen.configs.vae import VAEConfig
from lumen.models.vae import VAE
from lumen.utils import files
from lumen.utils.data import image_batches
from lumen.utils.losses import binary_cross_entropy, kl_divergence


def create_model(key, config):
  module = VAE.partial(
      latents=config.latents, hidden=config.hidden,
      image_shape=config.image_shape)
  images = jnp.ones((config.batch_size,) + config.image_shape, jnp.float32)
  with nn.stochastic(key):
    _, params = module.init(key, images)
  return nn.Model(module, params)


@functools.partial(jax.jit, static_argnums=(3,))
def train_step(optimizer, images, rng, beta):
  """One step of Adam."""

  def loss_fn(model):
    with nn.stochastic(rng):
      logits, mean, logvar = model(images)
    bce = jnp.mean(binary_cross_entropy(logits, images))
    kld = jnp.mean(kl_divergence(mean, logvar))
    return bce + beta * kld, {'bce': bce, 'kld': kld}

  grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
  (loss, metrics), grad = grad_fn(optimizer.target)
  optimizer = optimizer.apply_gradient(grad)
  return optimizer, dict(metrics, loss=loss)


@jax.jit
def reconstruct(model, images):
  """Without noise: there is no stochastic context."""
  logits, _, _ = model(images)
  return nn.sigmoid(logits)


def sample(model, key, num, latents):
  z = random.normal(key, (num, latents))
  return model.generate(z)


def train(config, path=None):
  """Trains; returns the model and the last metrics."""
  key, init_key, sample_key = random.split(random.PRNGKey(config.seed), 3)
  model = create_model(init_key, config)
  optimizer = optim.Adam(learning_rate=config.learning_rate).create(model)
  batches = image_batches(
      config.batch_size, config.image_shape, seed=config.seed)
  metrics = {}
  for step in range(config.num_steps):
    key, step_key = random.split(key)
    optimizer, metrics = train_step(
        optimizer, next(batches)['image'], step_key, config.beta)
    if step % 1000 == 0:
      print(step, {name: float(value) for name, value in metrics.items()})
  images = sample(optimizer.target, sample_key, 8, config.latents)
  print('mean of samples', float(images.mean()))
  if path:
    files.save(path, optimizer.target.params)
  return optimizer.target, metrics


if __name__ == '__main__':
  train(VAEConfig(), sys.argv[1] if len(sys.argv) > 1 else None)
