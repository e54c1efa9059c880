# expect: LIN501 manual: handed on
from flax import optim

OPTIMIZERS = {'adam': optim.Adam, 'sgd': optim.Momentum}


def create(name, lr):
  return OPTIMIZERS[name](learning_rate=lr)
