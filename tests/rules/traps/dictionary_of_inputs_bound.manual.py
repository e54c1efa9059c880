# expect: LIN105 manual: it binds `mask`, an input of Sub
from flax import nn


class Sub(nn.Module):
  def apply(self, x, features=1, mask=None):
    return nn.Dense(x * mask.sum(), features)


class Net(nn.Module):
  def apply(self, x, mask, twice=True):
    inputs = {'mask': mask}
    sub = Sub.partial(features=2, **inputs)
    return sub(x) + sub(x) if twice else sub(x)
