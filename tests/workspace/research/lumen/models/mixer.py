"""Small backbones under the common head."""

from flax import nn

from lumen.layers import AxialAttention, FiLM, feed_forward
from lumen.layers import MlpBlock as Mlp
from lumen.layers.common import conv_norm_act
from lumen.layers.norm import get_norm
from .base import ImageClassifier


class PlainNet(ImageClassifier):
  """Convolutions, one after the other."""

  def backbone(self, x, train, features=(16, 32), norm='batch'):
    norm = get_norm(norm, train=train)
    for i, width in enumerate(features):
      x = conv_norm_act(x, width, (3, 3), strides=(2, 2), norm=norm,
                        name='conv%d' % i)
    return x


class MixerBlock(nn.Module):
  """Mixes over positions, then over channels."""

  def apply(self, x, tokens_dim, channels_dim, train=True, dropout_rate=0.1):
    y = nn.LayerNorm(x)
    y = y.swapaxes(1, 2)
    y = feed_forward(y, tokens_dim, name='token_mixing')
    x = x + y.swapaxes(1, 2)
    y = nn.LayerNorm(x)
    y = Mlp(y, channels_dim, dropout_rate=dropout_rate, deterministic=not train,
            name='channel_mixing')
    return x + y


class PatchNet(ImageClassifier):
  """Mixes patches, after a few layers of attention along rows and columns."""

  def backbone(self, x, train, patch_size=4, features=16, num_blocks=2,
               num_heads=2, axial=True):
    x = nn.Conv(x, features, (patch_size, patch_size),
                (patch_size, patch_size), 'VALID', name='stem')
    if axial:
      x = AxialAttention(x, num_heads)
    batch, height, width, _ = x.shape
    x = x.reshape((batch, height * width, features))
    for _ in range(num_blocks):
      x = MixerBlock(x, tokens_dim=2 * features, channels_dim=4 * features,
                     train=train)
    x = nn.LayerNorm(x, name='encoder_norm')
    return x.reshape((batch, height, width, features))


class ConditionedNet(nn.Module):
  """A classifier that is told something about the image by a vector."""

  def apply(self, images, metadata, num_classes, width=16):
    x = nn.Conv(images, width, (3, 3), strides=(2, 2))
    x = FiLM(2 * width, nn.relu(x), metadata)
    x = nn.Conv(x, width, (3, 3), strides=(2, 2))
    x = FiLM(x=nn.relu(x), context=metadata, hidden=2 * width, zero_init=True)
    return nn.Dense(x.mean(axis=(1, 2)), num_classes)
