# The shape is in a variable and the initialiser a parameter without default: the order is still the old one.
from flax import nn


class AddPositions(nn.Module):
  def apply(self, x, max_len=20, posemb_init=None):
    shape = (1, max_len, x.shape[-1])
    table = self.param('pos_embedding', shape, posemb_init)
    return x + table[:, :x.shape[1]]
