"""Trains a language model and lets it write something."""

import functools

from flax import nn, optim
import jax
import jax.numpy as jnp

from lumen.configs.lm import LMConfig
from lumen.models import lm
from lumen.utils.data import token_batches
from lumen.utils.losses import cross_entropy_loss
from lumen.utils.schedules import warmup_rsqrt


def create_optimizer(key, config):
  """The model inside of its optimizer."""
  module = lm.LM_SIZES[config.size].partial(vocab_size=config.vocab_size)
  _, params = module.init_by_shape(
      key, [((config.batch_size, config.length), jnp.int32)])
  model = nn.Model(module, params)
  optimizer_def = optim.Adam(
      config.learning_rate, beta1=0.9, beta2=0.98, eps=1e-9,
      weight_decay=config.weight_decay)
  return optimizer_def.create(model)


@functools.partial(jax.jit, static_argnums=(3,))
def train_step(optimizer, tokens, dropout_rng, learning_rate_fn):
  """One step."""
  # The key of the next step comes out of this one.
  dropout_rng, new_dropout_rng = jax.random.split(dropout_rng)
  weights = jnp.where(tokens > 0, 1., 0.)

  def loss_fn(model):
    with nn.stochastic(dropout_rng):
      logits = model(tokens, train=True)
    return cross_entropy_loss(logits, tokens, weights)

  lr = learning_rate_fn(optimizer.state.step)
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad, learning_rate=lr), loss, new_dropout_rng


def train(config):
  """Trains; returns the optimizer and the last loss."""
  optimizer = create_optimizer(jax.random.PRNGKey(config.seed), config)
  learning_rate_fn = warmup_rsqrt(config.learning_rate, config.warmup_steps)
  dropout_rng = jax.random.PRNGKey(config.seed + 1)
  batches = token_batches(config.batch_size, config.length, config.vocab_size)
  loss = None
  for step in range(config.num_steps):
    optimizer, loss, dropout_rng = train_step(
        optimizer, next(batches), dropout_rng, learning_rate_fn)
    if step % 100 == 0:
      print(step, float(loss))
  return optimizer, loss


if __name__ == '__main__':
  trained, _ = train(LMConfig())
  print(lm.greedy_decode(trained.target, jnp.array([[5, 7, 11]]), 16))
