# expect: LIN101 manual: nothing would tell
# Once the class is Linen, nothing would tell that the call in the function is an old one: it would make a module and
# return it.
from flax import nn


class Act(nn.Module):
  def apply(self, x, mask=None, features=4):
    if mask is not None:
      x = x * mask[..., None]
    return nn.Dense(x, features)


def act(x, **kwargs):
  return Act(x, **kwargs)
