"""DCGAN: a generator of transposed convolutions and a discriminator, both with batch statistics."""

from flax import nn
import jax.numpy as jnp

weights = nn.initializers.normal(stddev=0.02)


class Generator(nn.Module):
  def apply(self, z, channels=1, width=4, train=True):
    batch_norm = nn.BatchNorm.partial(use_running_average=not train, momentum=0.8)
    deconv = nn.ConvTranspose.partial(kernel_size=(4, 4), strides=(2, 2), bias=False, kernel_init=weights)
    x = nn.Dense(z, 2 * 2 * 2 * width, kernel_init=weights).reshape((-1, 2, 2, 2 * width))
    x = nn.relu(batch_norm(x))
    x = nn.relu(batch_norm(deconv(x, features=width)))
    return jnp.tanh(deconv(x, features=channels))


class Discriminator(nn.Module):
  def apply(self, x, width=4, train=True):
    conv = nn.Conv.partial(kernel_size=(4, 4), strides=(2, 2), kernel_init=weights)
    x = nn.leaky_relu(conv(x, features=width), negative_slope=0.2)
    x = conv(x, features=2 * width, bias=False)
    x = nn.leaky_relu(nn.BatchNorm(x, use_running_average=not train, momentum=0.8), 0.2)
    return nn.Dense(x.reshape((x.shape[0], -1)), 1)[:, 0]


class GAN(nn.Module):
  """Both at once, for losses that need the two."""

  def apply(self, z, images, train=True):
    discriminator = Discriminator.shared(train=train, name="discriminator")
    fakes = Generator(z, channels=images.shape[-1], train=train, name="generator")
    return discriminator(jnp.concatenate([images, fakes]))
