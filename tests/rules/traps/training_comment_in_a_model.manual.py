# expect: LIN402 manual: a comment stands in it
# What is said of the class would be lost with it.
from flax import linen, nn


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def make(params):
  return nn.Model(Net,  # as it is trained
                  params)
