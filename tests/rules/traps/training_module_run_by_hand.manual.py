# expect: LIN401 manual: apply an instance
from flax import nn


def run(params, x):
  return nn.Dense.call(params, x, features=3)
