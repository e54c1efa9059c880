"""Learns to turn sequences around, and decodes them with a cache."""

import json

import jax
import jax.numpy as jnp
import numpy as np
from flax import nn
from flax import optim

import models

VOCAB_SIZE = 7
LENGTH = 4
BATCH_SIZE = 8
START = 0


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def get_batch(rng, batch_size=BATCH_SIZE):
  inputs = rng.randint(1, VOCAB_SIZE, size=(batch_size, LENGTH))
  return inputs.astype(np.int32), inputs[:, ::-1].astype(np.int32)


def shift_right(targets):
  return jnp.pad(targets, ((0, 0), (1, 0)), constant_values=START)[:, :-1]


def create_model(key, model_def):
  shape = ((BATCH_SIZE, LENGTH), jnp.int32)
  with nn.attention.Cache().mutate() as cache_def:
    _, params = model_def.init_by_shape(key, [shape, shape], cache=cache_def)
  return nn.Model(model_def, params), cache_def


def cross_entropy(logits, targets):
  log_probs = nn.log_softmax(logits)
  one_hot = jax.nn.one_hot(targets, VOCAB_SIZE)
  return -jnp.mean(jnp.sum(one_hot * log_probs, axis=-1))


@jax.jit
def train_step(optimizer, inputs, targets):
  def loss_fn(model):
    logits = model(inputs, shift_right(targets))
    return cross_entropy(logits, targets), logits
  (loss, logits), grad = jax.value_and_grad(loss_fn, has_aux=True)(
      optimizer.target)
  accuracy = jnp.mean(jnp.argmax(logits, -1) == targets)
  return optimizer.apply_gradient(grad), loss, accuracy


@jax.jit
def decode_step(model, inputs, token, cache):
  """The logits of the next token, and the cache with this one in it."""
  with cache.mutate() as new_cache:
    logits = model(inputs, token, cache=new_cache)
  return logits[:, 0], new_cache


def decode(model, inputs, cache_def):
  """Says one token after the other, the likeliest each time."""
  cache = cache_def.initialize_cache((inputs.shape[0], LENGTH))
  token = jnp.full((inputs.shape[0], 1), START, jnp.int32)
  said, scores = [], []
  for _ in range(LENGTH):
    logits, cache = decode_step(model, inputs, token, cache)
    token = jnp.argmax(logits, -1)[:, None].astype(jnp.int32)
    said.append(token)
    scores.append(jnp.max(nn.log_softmax(logits), -1))
  return jnp.concatenate(said, axis=1), jnp.sum(jnp.stack(scores), axis=0)


def main():
  rng = np.random.RandomState(0)
  model_def = models.Seq2Seq.partial(vocab_size=VOCAB_SIZE)
  model, cache_def = create_model(jax.random.PRNGKey(0), model_def)
  optimizer = optim.Adam(learning_rate=2e-2).create(model)
  for step in range(30):
    optimizer, loss, accuracy = train_step(optimizer, *get_batch(rng))
    log(step=step, loss=loss, accuracy=accuracy)
  inputs, targets = get_batch(rng, 3)
  outputs, scores = decode(optimizer.target, inputs, cache_def)
  for output, target, score in zip(np.asarray(outputs), targets, scores):
    log(right=np.mean(output == target), score=score,
        **{'token_%d' % i: token for i, token in enumerate(output)})


if __name__ == '__main__':
  main()
