# Parameters named like methods that a Linen module has, and like what its methods take.
from flax import nn


class Net(nn.Module):
  def apply(self, x, clone=1, bind=1, sow=1, variable=1, make_rng=1, has_rng=1, param=1, tabulate=1, method=1, rngs=1, mutable=1, module_paths=1, state=1, train=2, features=2):
    w = self.param('w', (x.shape[-1], features), nn.initializers.ones)
    return x @ w + clone + bind + sow + variable + make_rng + has_rng + param + tabulate + method + rngs + mutable + module_paths + state * train
