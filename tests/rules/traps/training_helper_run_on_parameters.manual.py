# expect: LIN401 manual: hand on a function that calls `apply` of an instance
import functools

from flax import nn


def run(params, x):
  forward = functools.partial(nn.Dense.call, params)
  return forward(x, features=3)
