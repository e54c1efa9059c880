"""A speech recogniser: convolutions over time, bidirectional GRUs by scan, and a linear head."""

from flax import nn
import jax
import jax.numpy as jnp


class Recurrent(nn.Module):
  def apply(self, xs, hidden, reverse=False):
    carry = nn.GRUCell.initialize_carry(jax.random.PRNGKey(0), (xs.shape[0],), hidden)
    cell = nn.GRUCell.partial(name="cell")
    _, ys = jax.lax.scan(cell, carry, xs.transpose((1, 0, 2)), reverse=reverse)
    return ys.transpose((1, 0, 2))


class SpeechNet(nn.Module):
  def apply(self, spectrogram, num_labels=5, hidden=3, num_layers=2, dropout_rate=0.1, train=True):
    x = nn.Conv(spectrogram, 2 * hidden, (3,), strides=(2,))
    x = nn.relu(nn.BatchNorm(x, use_running_average=not train))
    for i in range(num_layers):
      forward = Recurrent(x, hidden, name=f"forward_{i}")
      backward = Recurrent(x, hidden, reverse=True, name=f"backward_{i}")
      x = jnp.concatenate([forward, backward], axis=-1)
      x = nn.dropout(x, rate=dropout_rate, deterministic=not train)
    return nn.log_softmax(nn.Dense(x, num_labels))
