"""Learning rates as functions of the step."""

import jax.numpy as jnp


def warmup_cosine(base, warmup_steps, total_steps):
  def learning_rate_fn(step):
    warmup = jnp.minimum(1., (step + 1) / warmup_steps)
    done = jnp.clip((step - warmup_steps) / (total_steps - warmup_steps), 0., 1.)
    return base * warmup * 0.5 * (1. + jnp.cos(jnp.pi * done))
  return learning_rate_fn
