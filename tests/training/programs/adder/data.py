"""Sums of two digits."""

from jax import random
import jax.numpy as jnp

DIGITS = 10
VOCABULARY = DIGITS + 2
PLUS, START = DIGITS, DIGITS + 1


def batch_of(key, size):
  """Questions like '3+9', and the answer's two digits behind a start."""
  a, b = random.randint(key, (2, size), 0, DIGITS)
  plus, start = jnp.full(size, PLUS), jnp.full(size, START)
  query = jnp.stack([a, plus, b], axis=1)
  answer = jnp.stack([start, (a + b) // DIGITS, (a + b) % DIGITS], axis=1)
  return {'query': jnp.eye(VOCABULARY)[query], 'answer': jnp.eye(VOCABULARY)[answer]}
