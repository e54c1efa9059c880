# expect: LIN110 manual: comment
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    carry = nn.GRUCell.initialize_carry(
        jax.random.PRNGKey(0),
        x.shape[:1],  # all of the batch
        4)
    return nn.GRUCell(carry, x)
