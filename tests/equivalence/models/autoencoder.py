"""An autoencoder whose halves are methods, used on their own by whoever trains it."""

from flax import nn
import jax
import jax.numpy as jnp


class Decoder(nn.Module):
  def apply(self, z, shape, hidden):
    z = nn.relu(nn.Dense(z, hidden, name="fc1"))
    return nn.Dense(z, shape[0] * shape[1], name="fc2").reshape((-1,) + tuple(shape))


class Encoder(nn.Module):
  def apply(self, x, latents, hidden):
    x = x.reshape((x.shape[0], -1))
    x = nn.relu(nn.Dense(x, hidden, name="fc1"))
    return nn.Dense(x, latents, name="mean"), nn.Dense(x, latents, name="logvar")


class VariationalAutoencoder(nn.Module):
  def apply(self, x, latents=3, hidden=5, shape=(4, 4)):
    mean, logvar = Encoder(x, latents, hidden, name="encoder")
    z = mean
    if nn.is_stochastic():
      z = z + jnp.exp(0.5 * logvar) * jax.random.normal(nn.make_rng(), mean.shape)
    return Decoder(z, shape, hidden, name="decoder"), mean, logvar

  @nn.module_method
  def encode(self, x, latents=3, hidden=5):
    return Encoder(x, latents, hidden, name="encoder")[0]

  @nn.module_method
  def generate(self, z, shape=(4, 4), hidden=5):
    return nn.sigmoid(Decoder(z, shape, hidden, name="decoder"))
