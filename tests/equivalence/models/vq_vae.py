"""VQ-VAE: a codebook whose entries follow their assignments by moving averages kept as state."""

from flax import nn
import jax
import jax.numpy as jnp


class VectorQuantizer(nn.Module):
  def apply(self, z, num_codes, decay=0.9, epsilon=1e-5, train=True):
    dim = z.shape[-1]
    codes = self.state("codes", (num_codes, dim), nn.initializers.normal(stddev=1.0))
    counts = self.state("counts", (num_codes,), nn.initializers.ones)
    sums = self.state("sums", (num_codes, dim), nn.initializers.zeros)
    flat = z.reshape(-1, dim)
    distances = ((flat[:, None] - codes.value[None]) ** 2).sum(-1)
    ids = jnp.argmin(distances, axis=-1)
    quantized = codes.value[ids].reshape(z.shape)
    if train and not self.is_initializing():
      hot = (ids[:, None] == jnp.arange(num_codes)).astype(z.dtype)
      counts.value = decay * counts.value + (1 - decay) * hot.sum(0)
      sums.value = decay * sums.value + (1 - decay) * hot.T @ flat
      codes.value = sums.value / (counts.value[:, None] + epsilon)
    loss = jnp.mean((jax.lax.stop_gradient(quantized) - z) ** 2)
    return z + jax.lax.stop_gradient(quantized - z), loss


class VQVAE(nn.Module):
  def apply(self, x, hidden=6, code_dim=3, num_codes=5, train=True):
    h = nn.relu(nn.Conv(x, hidden, (4, 4), strides=(2, 2), name="down"))
    z = nn.Conv(h, code_dim, (1, 1), name="to_codes")
    z, loss = VectorQuantizer(z, num_codes, train=train, name="quantizer")
    h = nn.relu(nn.Conv(z, hidden, (3, 3), name="from_codes"))
    return nn.ConvTranspose(h, x.shape[-1], (4, 4), strides=(2, 2), name="up"), loss
