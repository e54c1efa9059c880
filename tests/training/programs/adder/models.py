"""Reads two numbers character by character, and tells their sum."""

from flax import nn
from jax import random
import jax.numpy as jnp

from data import VOCABULARY


class Reader(nn.Module):
  """What it has read of the question."""

  def apply(self, query, features, rate=0.1):
    x = nn.Dense(query, features, name='characters')
    x = nn.dropout(nn.tanh(x), rate)
    weights = nn.softmax(nn.Dense(x, 1, bias=False), axis=1)
    return jnp.sum(weights * x, axis=1)


class Writer(nn.Module):
  """The answer, each digit told the one before, which it sometimes makes up."""

  def apply(self, state, answer, features, made_up=0.2):
    logits, before = [], answer[:, 0]
    for step in range(answer.shape[1] - 1):
      x = jnp.concatenate([state, before, jnp.full((state.shape[0], 1), 1. + step)], axis=-1)
      x = nn.relu(nn.Dense(x, features, name=f'hidden_{step}'))
      logits.append(nn.Dense(x, VOCABULARY, name=f'out_{step}'))
      guess = jnp.eye(VOCABULARY)[jnp.argmax(logits[-1], axis=-1)]
      is_guess = random.bernoulli(nn.make_rng(), made_up, (state.shape[0], 1))
      before = jnp.where(is_guess, guess, answer[:, step + 1])
    return jnp.stack(logits, axis=1)


class Adder(nn.Module):

  def apply(self, query, answer, features=16, made_up=0.2):
    state = Reader(query, features, name='reader')
    return Writer(state, answer, features, made_up=made_up, name='writer')


def create_model(query_shape, answer_shape):
  """A new model, with parameters that are drawn from the context around the call."""
  adder = Adder.partial(features=16)
  _, params = adder.init_by_shape(
      nn.make_rng(), [(query_shape, jnp.float32), (answer_shape, jnp.float32)])
  return nn.Model(adder, params)
