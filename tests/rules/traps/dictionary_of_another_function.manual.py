# expect: LIN103 manual: may hold fields and inputs of Sub alike
# The name means the dictionary of the file here, whatever it means in the function inside.
from flax import nn

settings = {}


class Sub(nn.Module):
  def apply(self, x, features=1, mask=None):
    return nn.Dense(x * mask.sum(), features)


class Net(nn.Module):
  def apply(self, x):
    def doubled(y):
      settings = {'features': 2}
      return 2 * y

    return doubled(Sub(x, **settings))
