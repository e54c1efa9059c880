# expect: LIN103 unsafe: BaseNet
from flax import nn
from models.base import BaseNet


class Net(BaseNet):
  def apply(self, x, n=3):
    x = x.reshape((x.shape[0], -1))
    return nn.Dense(x, n)
