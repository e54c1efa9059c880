"""EfficientNet blocks: depthwise convolutions, squeeze and excite, and whole layers dropped at random."""

from flax import nn
import jax
import jax.numpy as jnp


def drop_connect(x, rate, rng):
  keep = jax.random.bernoulli(rng, 1.0 - rate, (x.shape[0], 1, 1, 1))
  return x * keep / (1.0 - rate)


class SqueezeExcite(nn.Module):
  def apply(self, x, reduced, act=nn.swish):
    s = x.mean(axis=(1, 2), keepdims=True)
    s = act(nn.Conv(s, reduced, (1, 1), name="reduce"))
    return x * nn.sigmoid(nn.Conv(s, x.shape[-1], (1, 1), name="expand"))


class MBConv(nn.Module):
  def apply(self, x, features, expand=2, kernel=3, strides=1, drop_rate=0.2, train=True):
    norm = nn.BatchNorm.partial(use_running_average=not train, momentum=0.99, epsilon=1e-3)
    inputs, width = x, x.shape[-1] * expand
    if expand != 1:
      x = nn.swish(norm(nn.Conv(x, width, (1, 1), bias=False)))
    x = nn.Conv(
      x,
      width,
      (kernel, kernel),
      strides=(strides, strides),
      feature_group_count=width,
      bias=False,
      name="depthwise",
    )
    x = nn.swish(norm(x))
    x = SqueezeExcite(x, max(1, width // 4))
    x = norm(nn.Conv(x, features, (1, 1), bias=False))
    if strides == 1 and inputs.shape == x.shape:
      if train and drop_rate > 0:
        x = drop_connect(x, drop_rate, nn.make_rng())
      x = x + inputs
    return x


class EfficientNet(nn.Module):
  def apply(self, x, num_classes=3, train=True, dropout_rate=0.2):
    x = nn.swish(nn.Conv(x, 4, (3, 3), strides=(2, 2), bias=False))
    for features, expand, strides in ((4, 1, 1), (4, 2, 1), (6, 2, 2)):
      x = MBConv(x, features, expand=expand, strides=strides, train=train)
    x = x.mean((1, 2))
    x = nn.dropout(x, dropout_rate, deterministic=not train)
    return nn.Dense(x, num_classes)
