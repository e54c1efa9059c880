# expect: LIN001 unsafe: Linen has no `nn.Model`
from flax import nn


def model(module, params):
  return nn.Model(module, params)
