# Parameters named like methods that a Linen module has, and like what its methods take.
from flax import linen as nn


class Net(nn.Module):
  clone_: int = 1
  bind_: int = 1
  sow_: int = 1
  variable_: int = 1
  make_rng_: int = 1
  has_rng_: int = 1
  param_: int = 1
  tabulate_: int = 1
  method: int = 1
  rngs: int = 1
  mutable: int = 1
  module_paths_: int = 1
  state: int = 1
  train: int = 2
  features: int = 2

  @nn.compact
  def __call__(self, x):
    w = self.param('w', nn.initializers.ones, (x.shape[-1], self.features))
    return x @ w + self.clone_ + self.bind_ + self.sow_ + self.variable_ + self.make_rng_ + self.has_rng_ + self.param_ + self.tabulate_ + self.method + self.rngs + self.mutable + self.module_paths_ + self.state * self.train
