# Modules in dictionaries, looked up by keys that are written out and by keys that are not.
from flax import linen as nn

LAYERS = {}
LAYERS['dense'] = nn.Dense
CONFIGS = {'small': {'layer': nn.Dense, 'width': 3}, 'large': {'layer': nn.Dense, 'width': 5}}


class Net(nn.Module):
  kind: str = 'dense'
  size: str = 'small'

  @nn.compact
  def __call__(self, x):
    x = dict(dense=nn.Dense)[self.kind](4)(x)
    x = LAYERS.get(self.kind, nn.Dense)(5)(x)
    config = CONFIGS[self.size]
    x = config['layer'](config['width'])(x)
    x = CONFIGS[self.size]['layer'](3)(x)
    for name, layer in {'a': nn.Dense, 'b': nn.Dense}.items():
      x = layer(4, name=name)(x)
    for layer in {k: nn.LayerNorm for k in 'ab'}.values():
      x = layer()(x)
    both = {'first': nn.Dense, 'second': nn.LayerNorm}
    return both['second']()(both['first'](3)(x))
