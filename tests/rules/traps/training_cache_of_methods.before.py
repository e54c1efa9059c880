# A cache for the method of a module, and an object that carries it; its class stands in annotations.
from typing import Any, Optional

from flax import nn
from flax import struct
import jax
import jax.numpy as jnp


@struct.dataclass
class Beam:
  cache: Any
  score: jnp.ndarray


class Decoder(nn.Module):
  def apply(self, x, context, cache: Optional[nn.attention.Cache] = None, dtype=jnp.float32):
    assert x.ndim == 3
    y = nn.SelfAttention(x, num_heads=2, attention_axis=(1,), causal_mask=True, cache=cache, dtype=dtype)
    return nn.Dense(x + y + context, 4)


class Net(nn.Module):
  def _encoder(self):
    return nn.Dense.shared(features=4, name='encoder')

  def _decoder(self):
    return Decoder.shared(name='decoder')

  def apply(self, x, y, cache=None):
    return self._decoder()(y, self._encoder()(x), cache=cache)

  @nn.module_method
  def encode(self, x):
    return self._encoder()(x)

  @nn.module_method
  def decode(self, context, y, cache=None):
    return self._decoder()(y, context, cache=cache)


def step(model: nn.Model, beam: Beam, context, x):
  with beam.cache.mutate() as cache:
    y = model.decode(context, x, cache=cache)
  return y, beam.replace(cache=cache, score=beam.score + y.sum())


def start(cache: nn.attention.Cache, shape) -> Beam:
  return Beam(cache.initialize_cache(shape), jnp.zeros(()))


def main():
  x = jnp.sin(jnp.arange(40.)).reshape(2, 5, 4)
  made = nn.attention.Cache()
  with made.mutate() as cache_def:
    _, params = Net.init(jax.random.PRNGKey(0), x[:, :1], x, cache=cache_def)
  model = nn.Model(Net, params)
  context = model.encode(x[:, :1])
  beam = start(cache_def, x.shape[:2])
  outputs = []
  for i in range(5):
    y, beam = step(model, beam, context, x[:, i:i + 1])
    outputs.append(y)
  return outputs, beam.score


result = main()
