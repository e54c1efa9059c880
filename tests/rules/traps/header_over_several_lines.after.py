from typing import Any

from flax import linen as nn


class Short(nn.Module):

  features: Any
  scale: float = 1.

  @nn.compact
  def __call__(self, x, mask=None):
    y = nn.Dense(self.features)(x) * self.scale
    return y if mask is None else y * mask[..., None]


class Long(nn.Module):

  features: Any

  @nn.compact
  def __call__(self,
               the_first_of_two_inputs,
               the_second_of_the_two_inputs=None,
               and_which_of_them_are_padding=None):
    x = nn.Dense(self.features)(the_first_of_two_inputs)
    if the_second_of_the_two_inputs is not None:
      x += Short(self.features)(the_second_of_the_two_inputs, mask=and_which_of_them_are_padding)
    return x


class NoFields(nn.Module):

  @nn.compact
  def __call__(self, x, mask=None):
    return Long(3)(x, x, mask)
