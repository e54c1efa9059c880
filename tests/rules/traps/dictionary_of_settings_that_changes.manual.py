# expect: LIN103 manual: may hold fields and inputs of Sub alike
# What is put into a dictionary afterwards is not seen where it is written out.
from flax import nn


class Sub(nn.Module):
  def apply(self, x, features=1, mask=None):
    return nn.Dense(x * mask.sum(), features)


class Net(nn.Module):
  def apply(self, x, mask):
    settings = dict(features=3)
    settings['mask'] = mask
    return Sub(x, **settings)
