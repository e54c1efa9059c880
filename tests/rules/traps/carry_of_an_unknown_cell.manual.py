# expect: LIN101 unsafe: instance
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x, cell):
    return nn.Dense(x, 3), cell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], 3)
