"""Residual networks with squeeze and excitation."""

from flax import nn

from lumen.layers import SqueezeExcite
from lumen.layers.norm import RunningNorm
from lumen.models.resnet import BottleneckBlock
from lumen.models.resnet import ResNet


class SEBottleneckBlock(BottleneckBlock):
  """The usual block, and its channels weighed afterwards."""

  def apply(self, x, filters, *, se_ratio=4, **kwargs):
    y = super().apply(x, filters, **kwargs)
    return SqueezeExcite(y, ratio=se_ratio, name='se')


SEResNet50 = ResNet.partial(
    stage_sizes=[3, 4, 6, 3],
    block_cls=SEBottleneckBlock.partial(se_ratio=8),
    act=nn.swish)


class SmallSENet(nn.Module):
  """Three convolutions for quick experiments."""

  def apply(self, x, num_classes=10, widths=(8, 16), train=True):
    for i, width in enumerate(widths):
      x = nn.Conv(x, width, (3, 3), strides=(2, 2))
      x = RunningNorm(x, train=train)
      x = SqueezeExcite(nn.relu(x), gate_fn=lambda y: nn.relu(y + 3.) / 6.)
      if i == 0:
        x = nn.avg_pool(x, (2, 2), strides=(2, 2))
    x = x.reshape((x.shape[0], -1))
    return nn.Dense(x, num_classes)
