# A ResNet: the block's class and the partials of its layers are arguments.
from flax import nn


class Block(nn.Module):
  def apply(self, x, filters, conv, norm, act=nn.relu, strides=(1, 1)):
    return act(norm(conv(x, filters, (3, 3), strides)))


class ResNet(nn.Module):
  def apply(self, x, block_cls=Block, stage_sizes=[1, 2], num_filters=4, train=True):
    conv = nn.Conv.partial(bias=False)
    norm = nn.BatchNorm.partial(use_running_average=not train, momentum=0.9)
    for i, size in enumerate(stage_sizes):
      for j in range(size):
        strides = (2, 2) if i > 0 and j == 0 else (1, 1)
        x = block_cls(x, num_filters * 2 ** i, conv=conv, norm=norm, strides=strides)
    return x.mean(axis=(1, 2))
