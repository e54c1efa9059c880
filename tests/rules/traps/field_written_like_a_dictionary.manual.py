# expect: LIN101 unsafe: config['depth']
from flax import nn


class Net(nn.Module):
  def apply(self, x, config):
    config['depth'] = 2
    for _ in range(config['depth']):
      x = nn.Dense(x, config['width'])
    return x
