from flax import nn

from models import Net


def evaluate(params, state, x):
  model = nn.Model(Net, params)
  with nn.stateful(state, mutable=False):
    return model(x, train=False)
