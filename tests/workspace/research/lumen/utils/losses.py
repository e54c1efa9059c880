"""Losses and metrics."""

import jax
import jax.numpy as jnp


def cross_entropy_loss(logits, labels, weights=None):
  """Mean cross entropy, over what has a weight."""
  log_probs = jax.nn.log_softmax(logits)
  losses = -jnp.take_along_axis(log_probs, labels[..., None], axis=-1)[..., 0]
  if weights is None:
    return jnp.mean(losses)
  return jnp.sum(losses * weights) / jnp.maximum(jnp.sum(weights), 1.)


def binary_cross_entropy(logits, labels):
  log_p = jax.nn.log_sigmoid(logits)
  log_not_p = jax.nn.log_sigmoid(-logits)
  losses = -labels * log_p - (1. - labels) * log_not_p
  return jnp.sum(losses.reshape((losses.shape[0], -1)), axis=-1)


def kl_divergence(mean, logvar):
  """From a standard normal distribution, for each example."""
  return -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)


def accuracy(logits, labels):
  return jnp.mean(jnp.argmax(logits, -1) == labels)
