# expect: LIN106 manual: input
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    again = nn.Dense.shared(inputs=x, features=3, name='again')
    return again() + again()
