"""Learning rates by the step."""

import jax.numpy as jnp


def warmup_cosine(base_learning_rate, warmup_steps, total_steps):
  """Goes up linearly, then down by half a cosine."""

  def learning_rate_fn(step):
    warmup = jnp.minimum(1., step / max(warmup_steps, 1))
    progress = (step - warmup_steps) / max(total_steps - warmup_steps, 1)
    decay = 0.5 * (1. + jnp.cos(jnp.pi * jnp.clip(progress, 0., 1.)))
    return base_learning_rate * warmup * decay

  return learning_rate_fn


def warmup_rsqrt(base_learning_rate, warmup_steps):
  """Goes up linearly, then down by the root of the step."""
  def learning_rate_fn(step):
    step = step + 1.
    return base_learning_rate * jnp.minimum(
        step / warmup_steps, jnp.sqrt(warmup_steps / step))
  return learning_rate_fn
