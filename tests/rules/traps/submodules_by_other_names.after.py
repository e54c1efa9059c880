# Submodules of flax.nn that Linen has, has by another name, or has elsewhere.
from flax import linen as nn
import flax.linen.module as foundation
from flax.linen import module as b, linear
from flax.linen import Module as M
from flax.linen.attention import dot_product_attention
from flax.linen.initializers import zeros


class First(b.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return linear.Dense(self.features, bias_init=zeros)(x)


class Second(M):
  @nn.compact
  def __call__(self, x):
    return First(4)(x)


class Third(foundation.Module):
  @nn.compact
  def __call__(self, x):
    return Second()(x) + 1
