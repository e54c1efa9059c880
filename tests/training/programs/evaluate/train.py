"""Trains the classifier and leaves a checkpoint in the folder `checkpoints`."""

import os

from flax import nn
from flax import optim
from flax.training import checkpoints
import jax
import jax.numpy as jnp

import data
import models


@jax.jit
def train_step(optimizer, image, label):
  def loss_fn(model):
    log_probs = nn.log_softmax(model(image))
    return -jnp.mean(log_probs[jnp.arange(label.size), label])
  grad = jax.grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad)


def main():
  module = models.Classifier.partial(num_classes=data.NUM_CLASSES)
  _, params = module.init_by_shape(
      jax.random.PRNGKey(0), [((1, 8, 8, 1), jnp.float32)])
  optimizer = optim.Adam(1e-2).create(nn.Model(module, params))
  for _, (image, label) in zip(range(20), data.batches(seed=0)):
    optimizer = train_step(optimizer, image, label)
  checkpoints.save_checkpoint(os.path.abspath('checkpoints'), optimizer, step=20)


if __name__ == '__main__':
  main()
