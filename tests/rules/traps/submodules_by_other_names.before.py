# Submodules of flax.nn that Linen has, has by another name, or has elsewhere.
import flax.nn.base as foundation
from flax.nn import base as b, linear
from flax.nn.base import Module as M
from flax.nn.attention import dot_product_attention, zeros


class First(b.Module):
  def apply(self, x, features=3):
    return linear.Dense(x, features, bias_init=zeros)


class Second(M):
  def apply(self, x):
    return First(x, 4)


class Third(foundation.Module):
  def apply(self, x):
    return Second(x) + 1
