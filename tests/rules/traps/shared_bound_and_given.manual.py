# expect: LIN106 manual: another value
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    norm = nn.LayerNorm.shared(epsilon=1e-5, name='norm')
    return norm(norm(x), epsilon=1e-6)
