"""Learns to add: the whole program stands in one context, which gives all keys."""

import functools
import json

from flax import nn
from flax import optim
import jax
from jax import random
import jax.numpy as jnp

from data import batch_of
import models

STEPS = 30
BATCH = 8


def create_optimizer(model, learning_rate):
  return optim.Adam(learning_rate=learning_rate).create(model)


def cross_entropy(logits, labels):
  return -jnp.mean(jnp.sum(labels * nn.log_softmax(logits), axis=-1))


def compute_metrics(logits, labels):
  return {
      'loss': cross_entropy(logits, labels),
      'accuracy': jnp.mean(jnp.argmax(logits, -1) == jnp.argmax(labels, -1)),
  }


@jax.jit
def train_step(optimizer, batch):
  labels = batch['answer'][:, 1:]

  def loss_fn(model):
    logits = model(batch['query'], batch['answer'])
    return cross_entropy(logits, labels), logits

  (_, logits), grad = jax.value_and_grad(loss_fn, has_aux=True)(optimizer.target)
  return optimizer.apply_gradient(grad), compute_metrics(logits, labels)


@functools.partial(jax.jit, static_argnames=('free',))
def eval_step(model, batch, free=False):
  made_up = 1. if free else 0.
  logits = model(batch['query'], batch['answer'], made_up=made_up)
  return compute_metrics(logits, batch['answer'][:, 1:])


def evaluate(model, batches=2):
  """The means over some batches that are drawn anew."""
  found = [eval_step(model, batch_of(nn.make_rng(), BATCH)) for _ in range(batches)]
  return {f'eval_{name}': sum(each[name] for each in found) / batches for name in found[0]}


def train(optimizer):
  """Trains, and logs how it goes."""
  for step in range(STEPS):
    batch = batch_of(nn.make_rng(), BATCH)
    optimizer, metrics = train_step(optimizer, batch)
    log(step=step, **metrics)
    if step % 10 == 9:
      log(step=step, **evaluate(optimizer.target))
  return optimizer


def log(**metrics):
  print(json.dumps({name: float(value) for name, value in metrics.items()}))


def main():
  with nn.stochastic(random.PRNGKey(0)):
    batch = batch_of(nn.make_rng(), 1)
    model = models.create_model(batch['query'].shape, batch['answer'].shape)
    optimizer = train(create_optimizer(model, 0.01))
    log(**eval_step(optimizer.target, batch, free=True))


if __name__ == '__main__':
  main()
