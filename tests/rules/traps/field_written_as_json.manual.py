# expect: LIN101 unsafe: json.dumps(config)
import json

from flax import nn


class Net(nn.Module):
  def apply(self, x, config):
    print(json.dumps(config))
    return nn.Dense(x, config['width'])
