# What `**kwargs` hands on to a class that is Linen already: its fields, and the inputs of its call.
from flax import linen as nn


class Encoder(nn.Module):
  width: int = 3
  sizes: tuple = ()

  @nn.compact
  def __call__(self, x, mask=None):
    for size in (*self.sizes, self.width):
      x = nn.Dense(size)(x)
    return x if mask is None else x * mask.sum()


class Twice(nn.Module):
  def apply(self, x, **kwargs):
    encode = Encoder.shared(sizes=(4, 5), name='encode', **kwargs)
    return encode(x) + encode(2 * x)
