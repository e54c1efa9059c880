"""PointNet: a learned alignment of point clouds, shared layers for all points, and a maximum over them."""

from flax import nn
import jax.numpy as jnp


def identity_bias(k):
  return lambda key, shape, dtype=jnp.float32: jnp.eye(k, dtype=dtype).reshape(shape)


class PointMlp(nn.Module):
  def apply(self, x, widths, norm):
    for width in widths:
      x = nn.relu(norm(nn.Dense(x, width)))
    return x


class Alignment(nn.Module):
  def apply(self, x, norm, widths=(4, 6)):
    k = x.shape[-1]
    h = PointMlp(x, widths, norm).max(axis=1)
    h = nn.Dense(h, k * k, kernel_init=nn.initializers.zeros, bias_init=identity_bias(k))
    return jnp.einsum("bpk,bkl->bpl", x, h.reshape(-1, k, k))


class PointNet(nn.Module):
  def apply(self, points, num_classes=4, train=True, align=True):
    norm = nn.BatchNorm.partial(use_running_average=not train, momentum=0.9, axis=-1)
    if align:
      points = Alignment(points, norm=norm)
    x = PointMlp(points, (4, 8), norm=norm, name="features")
    x = x.max(axis=1)
    for width in (6, 4):
      x = nn.dropout(nn.relu(nn.Dense(x, width)), rate=0.3, deterministic=not train)
    return nn.Dense(x, num_classes)
