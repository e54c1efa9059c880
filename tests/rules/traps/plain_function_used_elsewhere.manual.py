# expect: LIN103 manual: keep a function of its own for that
import jax
from flax import nn


def identity(x, name=None):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else identity
    x = jax.tree_util.tree_map(identity, x)
    return norm(x, name='norm')
