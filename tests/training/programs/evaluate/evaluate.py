"""Tells how good the classifier is that `train.py` left in `checkpoints`."""

import json
import os

from flax import nn
from flax.training import checkpoints
import jax
import jax.numpy as jnp

import data
import models


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def load_model(directory):
  restored = checkpoints.restore_checkpoint(directory, target=None)
  params = restored['target']['params']
  module = models.Classifier.partial(num_classes=data.NUM_CLASSES)
  return nn.Model(module, params)


@jax.jit
def metrics_of(model, image, label):
  log_probs = nn.log_softmax(model(image))
  return {
      'loss': -jnp.mean(log_probs[jnp.arange(label.size), label]),
      'accuracy': jnp.mean(jnp.argmax(log_probs, -1) == label),
  }


def main():
  model = load_model(os.path.abspath('checkpoints'))
  log(num_params=sum(leaf.size for leaf in jax.tree_leaves(model.params)))
  for _, (image, label) in zip(range(30), data.batches(seed=1)):
    log(**metrics_of(model, image, label))


if __name__ == '__main__':
  main()
