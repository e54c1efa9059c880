"""Trains a language model on all devices: python -m train."""

import functools
import json

from flax import jax_utils
from flax import nn
from flax import optim
from flax.training import common_utils
import jax
from jax import random
import jax.numpy as jnp

from lm import data
from lm import layers
from lm.losses import compute_metrics, weighted_cross_entropy

NUM_STEPS = 30
BATCH_SIZE = 4
LENGTH = 6
VOCAB_SIZE = 11
LEARNING_RATE = 0.05
WARMUP_STEPS = 8


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


@functools.partial(jax.jit, static_argnums=(1, 2))
def create_model(key, input_shape, model_kwargs):
  module = layers.Transformer.partial(**dict(model_kwargs))
  with nn.stochastic(key):
    _, initial_params = module.init_by_shape(
        key, [(input_shape, jnp.int32)])
    model = nn.Model(module, initial_params)
  return model


def create_optimizer(model, learning_rate):
  optimizer_def = optim.Adam(
      learning_rate, beta1=0.9, beta2=0.98, eps=1e-9, weight_decay=0.1)
  optimizer = optimizer_def.create(model)
  optimizer = jax_utils.replicate(optimizer)
  return optimizer


def create_learning_rate_fn(base, warmup_steps):
  """Linear warm-up, then down with the root of the step."""

  def step_fn(step):
    ret = base
    ret *= jnp.minimum(1.0, step / warmup_steps)
    ret /= jnp.sqrt(jnp.maximum(step, warmup_steps))
    return jnp.asarray(ret, dtype=jnp.float32)

  return step_fn


def train_step(optimizer, inputs, learning_rate_fn, dropout_rng=None):
  """Perform a single training step."""
  weights = jnp.where(inputs > 0, 1, 0).astype(jnp.float32)[:, 1:]
  targets = inputs[:, 1:]

  # Another key for each step, out of the one of the step before.
  dropout_rng, new_dropout_rng = random.split(dropout_rng)

  def loss_fn(model):
    with nn.stochastic(dropout_rng):
      logits = model(inputs, train=True)[:, :-1]
    loss, weight_sum = weighted_cross_entropy(logits, targets, weights)
    return loss / weight_sum, logits

  step = optimizer.state.step
  lr = learning_rate_fn(step)
  (_, logits), grad = jax.value_and_grad(loss_fn, has_aux=True)(
      optimizer.target)
  grad = jax.lax.pmean(grad, 'batch')
  new_optimizer = optimizer.apply_gradient(grad, learning_rate=lr)
  metrics = compute_metrics(logits, targets, weights)
  metrics['learning_rate'] = lr
  return new_optimizer, metrics, new_dropout_rng


def eval_step(model, inputs):
  weights = jnp.where(inputs > 0, 1, 0).astype(jnp.float32)[:, 1:]
  logits = model(inputs, train=False)[:, :-1]
  return compute_metrics(logits, inputs[:, 1:], weights)


def summarize(metrics):
  metrics = jax_utils.unreplicate(metrics)
  denominator = metrics.pop('denominator')
  return {
      name: value if name == 'learning_rate' else value / denominator
      for name, value in metrics.items()}


def main():
  rng, init_rng = random.split(random.PRNGKey(0))
  model = create_model(
      init_rng, (BATCH_SIZE, LENGTH), (('vocab_size', VOCAB_SIZE),))
  optimizer = create_optimizer(model, LEARNING_RATE)
  del model  # don't keep a copy of the initial model
  p_train_step = jax.pmap(
      functools.partial(
          train_step,
          learning_rate_fn=create_learning_rate_fn(LEARNING_RATE, WARMUP_STEPS)),
      axis_name='batch')
  p_eval_step = jax.pmap(eval_step, axis_name='batch')

  # A key for each device.
  dropout_rngs = random.split(rng, jax.local_device_count())
  train_iter = data.sentences(BATCH_SIZE, LENGTH, VOCAB_SIZE, seed=0)
  eval_iter = data.sentences(BATCH_SIZE, LENGTH, VOCAB_SIZE, seed=1)
  for step, inputs in zip(range(NUM_STEPS), train_iter):
    optimizer, metrics, dropout_rngs = p_train_step(
        optimizer, common_utils.shard(inputs), dropout_rng=dropout_rngs)
    log(step=step, **summarize(metrics))
    if step % 10 == 9:
      metrics = p_eval_step(optimizer.target, common_utils.shard(next(eval_iter)))
      metrics = summarize(metrics)
      log(eval_loss=metrics['loss'], perplexity=jnp.exp(metrics['loss']))


if __name__ == '__main__':
  main()
