# unsafe: what defines optimizers is rewritten, and the imports go; what has to follow is left
"""Imports that lose a name, several names, all of them, and one in a function."""

import functools  # kept

from flax import optim

from flax import (
    jax_utils,
    optim as o,
    serialization,
)
from flax.optim import Adam, DynamicScale as Scale, ModelParamTraversal
import flax.optim
import jax.numpy as jnp


def first(lr):
  from flax import optim
  return optim.Adam(lr), o.DynamicScale(), Scale(), jnp.ones(3)


def second(lr):
  if lr:
    import flax.optim as other; print(other.Momentum(lr))
  return functools.partial(print, flax.optim.GradientDescent(lr), Adam(learning_rate=lr)), flax.struct


def third(lr):
  chosen = optim.ModelParamTraversal(lambda path, _: path), ModelParamTraversal(lambda path, _: path)
  return optim.LAMB(lr), optim.Adagrad(lr), o.LARS(lr, weight_decay=0.1), optim.WeightNorm(optim.Adam(lr)), chosen
