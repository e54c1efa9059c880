"""Losses over what isn't padding."""

from flax import nn
import jax.numpy as jnp
from jax import lax
from flax.training import common_utils


def weighted_cross_entropy(logits, targets, weights):
  soft_targets = common_utils.onehot(targets, logits.shape[-1])
  loss = -jnp.sum(soft_targets * nn.log_softmax(logits), axis=-1)
  return (loss * weights).sum(), weights.sum()


def weighted_accuracy(logits, targets, weights):
  right = jnp.equal(jnp.argmax(logits, axis=-1), targets)
  return (right * weights).sum()


def compute_metrics(logits, labels, weights):
  loss, weight_sum = weighted_cross_entropy(logits, labels, weights)
  metrics = {
      'loss': loss,
      'accuracy': weighted_accuracy(logits, labels, weights),
      'denominator': weight_sum,
  }
  return lax.psum(metrics, axis_name='batch')
