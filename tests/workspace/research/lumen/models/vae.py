"""Variational and other autoencoders."""

from flax import nn
import jax
import jax.numpy as jnp

from lumen.layers import dense_stack


class Encoder(nn.Module):
  """From an image to mean and log-variance of its code."""

  def apply(self, x, latents, hidden=64):
    x = x.reshape((x.shape[0], -1))
    x = nn.Dense(x, hidden, name='fc1')
    x = nn.relu(x)
    mean_x = nn.Dense(x, latents, name='fc2_mean')
    logvar_x = nn.Dense(x, latents, name='fc2_logvar')
    return mean_x, logvar_x


class Decoder(nn.Module):
  """From a code to the logits of an image."""

  def apply(self, z, image_shape, hidden=64, layers=1):
    features = 1
    for size in image_shape:
      features *= size
    z = dense_stack(z, [hidden] * layers + [features], name='fc')
    return z.reshape(z.shape[:1] + tuple(image_shape))


class VAE(nn.Module):
  """Variational autoencoder."""

  def apply(self, x, latents=20, hidden=64, image_shape=(28, 28, 1)):
    """Encodes and decodes.

    Args:
      x: images.
      latents: size of the code.
      hidden: width of the hidden layers.
      image_shape: height, width and channels of an image.

    Returns:
      Logits of the reconstruction, mean and log-variance of the code.
    """
    encoder = self._create_encoder(latents, hidden)
    decoder = self._create_decoder(hidden, image_shape)
    mean, logvar = encoder(x)
    z = reparameterize(mean, logvar)
    return decoder(z), mean, logvar

  @nn.module_method
  def encode(self, x, latents=20, hidden=64, **unused_kwargs):
    """The mean of the code."""
    mean, _ = self._create_encoder(latents, hidden)(x)
    return mean

  @nn.module_method
  def generate(self, z, hidden=64, image_shape=(28, 28, 1), **unused_kwargs):
    """Images from codes."""
    decoder = self._create_decoder(hidden, image_shape)
    return nn.sigmoid(decoder(z))

  def _create_encoder(self, latents, hidden):
    return Encoder.shared(latents=latents, hidden=hidden, name='encoder')

  def _create_decoder(self, hidden, image_shape):
    return Decoder.shared(
        image_shape=image_shape, hidden=hidden, name='decoder')


def reparameterize(mean, logvar):
  """Draws from a normal distribution such that gradients get through."""
  if not nn.is_stochastic():
    return mean
  std = jnp.exp(0.5 * logvar)
  eps = jax.random.normal(nn.make_rng(), logvar.shape)
  return mean + eps * std


class ConvAutoEncoder(nn.Module):
  """Convolutions down and up again, one decoder for clean and noisy codes."""

  def apply(self, x, widths=(8, 16), noise=0.1, train=True):
    norm = nn.GroupNorm.partial(num_groups=4)
    channels = x.shape[-1]
    z = x
    for width in widths:
      z = nn.relu(norm(nn.Conv(z, width, (3, 3), strides=(2, 2))))

    decoder = ConvDecoder.shared(
        widths=tuple(reversed(widths)), channels=channels, name='decoder')
    clean = decoder(z)
    if not train:
      return clean, clean
    z += noise * jax.random.normal(nn.make_rng(), z.shape)
    return clean, decoder(z)


class ConvDecoder(nn.Module):
  """The way up."""

  def apply(self, z, widths, channels):
    for i, width in enumerate(widths):
      z = nn.ConvTranspose(z, width, (3, 3), strides=(2, 2), name=f'up{i}')
      z = nn.leaky_relu(z, 0.2)
    return nn.Conv(z, channels, (1, 1), name='to_image')


class Critic(nn.Module):
  """Tells images from reconstructions, for the adversarial loss."""

  def apply(self, images, reconstructions, width=32):
    from lumen.layers.norm import SpectralDense  # only this one needs it
    score = SpectralDense.shared(features=1, name='score')

    def features(x, name):
      x = x.reshape((x.shape[0], -1))
      return nn.leaky_relu(SpectralDense(x, width, name=name))

    return (score(features(images, 'on_images')) -
            score(features(reconstructions, 'on_reconstructions')))
