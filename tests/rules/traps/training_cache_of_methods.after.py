# A cache for the method of a module, and an object that carries it; its class stands in annotations.
from typing import Any, Optional

from flax import linen as nn
from flax import struct
import jax
import jax.numpy as jnp


@struct.dataclass
class Beam:
  cache: Any
  score: jnp.ndarray


class Decoder(nn.Module):
  dtype: Any = jnp.float32

  @nn.compact
  def __call__(self, x, context, cache: Optional[Any] = None):
    assert x.ndim == 3
    mask = nn.make_causal_mask(x[..., 0])
    y = nn.SelfAttention(num_heads=2, decode=bool(cache), dtype=self.dtype)(x, mask=mask)
    return nn.Dense(4)(x + y + context)


class Net(nn.Module):
  def _encoder(self):
    return self.encoder

  def _decoder(self):
    return self.decoder

  def setup(self):
    self.encoder = nn.Dense(features=4)
    self.decoder = Decoder()

  def __call__(self, x, y, cache=None):
    return self._decoder()(y, self._encoder()(x), cache=cache)

  def encode(self, x):
    return self._encoder()(x)

  def decode(self, context, y, cache=None):
    return self._decoder()(y, context, cache=cache)


def step(model: Any, beam: Beam, context, x):
  y, changed = Net().apply({'params': model, 'cache': beam.cache}, context, x, cache=True, method='decode', mutable=['cache'])
  cache = changed['cache']
  return y, beam.replace(cache=cache, score=beam.score + y.sum())


def start(cache: Any, shape) -> Beam:
  return Beam(jax.tree_util.tree_map(
      lambda x: jnp.zeros(shape + x.shape[-2:], x.dtype) if x.ndim else jnp.zeros_like(x), cache
  ), jnp.zeros(()))


def main():
  x = jnp.sin(jnp.arange(40.)).reshape(2, 5, 4)
  made = {}
  variables = Net().init(jax.random.PRNGKey(0), x[:, :1], x, cache=True)
  params, cache_def = variables['params'], variables['cache']
  model = params
  context = Net().apply({'params': model}, x[:, :1], method='encode')
  beam = start(cache_def, x.shape[:2])
  outputs = []
  for i in range(5):
    y, beam = step(model, beam, context, x[:, i:i + 1])
    outputs.append(y)
  return outputs, beam.score


result = main()
