# Positions past the ones that Linen kept.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = nn.Conv(4, (3, 3), None, 'SAME')(x)
    x = nn.BatchNorm(use_running_average=False, axis=-1, momentum=0.9)(x)
    x = nn.GroupNorm(2, use_bias=False, use_scale=False)(x)
    return nn.DenseGeneral(features=(2, 3), axis=(-2, -1), use_bias=False)(x)
