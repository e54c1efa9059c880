# expect: LIN101 unsafe: abstractmethod
import abc
from flax import nn


class Block(nn.Module, metaclass=abc.ABCMeta):
  @abc.abstractmethod
  def apply(self, x, features):
    raise NotImplementedError


class Res(Block):
  def apply(self, x, features):
    return x + nn.Dense(x, features)
