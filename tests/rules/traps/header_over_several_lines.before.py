from flax import nn


class Short(nn.Module):

  def apply(self,
            x,
            features,
            scale=1.,
            mask=None):
    y = nn.Dense(x, features) * scale
    return y if mask is None else y * mask[..., None]


class Long(nn.Module):

  def apply(self,
            the_first_of_two_inputs,
            features,
            the_second_of_the_two_inputs=None,
            and_which_of_them_are_padding=None):
    x = nn.Dense(the_first_of_two_inputs, features)
    if the_second_of_the_two_inputs is not None:
      x += Short(the_second_of_the_two_inputs, features, mask=and_which_of_them_are_padding)
    return x


class NoFields(nn.Module):

  def apply(self,
            x,
            mask=None):
    return Long(x, 3, x, mask)
