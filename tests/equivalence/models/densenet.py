"""DenseNet with nested partials: one norm and one convolution for all of it."""

from functools import partial

from flax import nn
import jax.numpy as jnp


class DenseLayer(nn.Module):
  def apply(self, x, growth, conv, norm, act=nn.relu):
    y = conv(act(norm(x)), 4 * growth, (1, 1))
    y = conv(act(norm(y)), growth, (3, 3))
    return jnp.concatenate([x, y], axis=-1)


class Transition(nn.Module):
  def apply(self, x, features, conv, norm):
    x = conv(nn.relu(norm(x)), features, (1, 1))
    return nn.avg_pool(x, (2, 2), strides=(2, 2))


class DenseNet(nn.Module):
  def apply(self, x, num_classes=3, stages=(1, 2), growth=2, train=True, dtype=jnp.float32):
    conv = nn.Conv.partial(bias=False, dtype=dtype, kernel_init=nn.initializers.kaiming_normal())
    norm = nn.BatchNorm.partial(use_running_average=not train, momentum=0.9, epsilon=1e-5, dtype=dtype)
    layer = DenseLayer.partial(growth=growth, conv=conv, norm=norm)
    x = conv(x, 2 * growth, (3, 3), name="stem")
    for i, num_layers in enumerate(stages):
      for _ in range(num_layers):
        x = layer(x)
      if i < len(stages) - 1:
        x = Transition(x, x.shape[-1] // 2, conv, norm)
    x = nn.relu(norm(x, name="final_norm")).mean((1, 2))
    return nn.Dense(x, num_classes, dtype=dtype)
