# expect: LIN101 unsafe: may call in the old form
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, xs):
    return jax.tree_util.tree_map(nn.LayerNorm, xs)
