# expect: LIN110 unsafe: twice
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x, sizes=(2, 3)):
    carry = nn.GRUCell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], sum(sizes))
    return nn.GRUCell(carry, x)
