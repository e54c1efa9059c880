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
  width: int = Encoder.width

  @nn.compact
  def __call__(self, x, **kwargs):
    encode = Encoder(sizes=(4, 5), width=self.width, name='encode')
    return encode(x, **kwargs) + encode(2 * x, **kwargs)
