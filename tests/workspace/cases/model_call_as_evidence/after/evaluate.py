from flax import linen as nn

from models import Net


def evaluate(params, state, x):
  model = params
  return Net().apply({'params': model, **state}, x, train=False)
