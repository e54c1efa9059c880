# unsafe: what defines optimizers is rewritten; what has to follow is left
from flax import optim


def create(lr):
  return optim.LAMB(lr)


def other(lr):
  return optim.Adagrad(lr)
