# expect: LIN106 manual: different values
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    norm = nn.LayerNorm.shared(name='norm')
    return norm(norm(x, epsilon=1e-5), epsilon=1e-6)
