# expect: LIN109 manual: init_with_output
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    y, params = nn.Dense.init(jax.random.PRNGKey(0), x, features=3)
    return y
