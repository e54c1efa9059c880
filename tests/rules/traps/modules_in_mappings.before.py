# Modules in dictionaries, looked up by keys that are written out and by keys that are not.
from flax import nn

LAYERS = {}
LAYERS['dense'] = nn.Dense
CONFIGS = {'small': {'layer': nn.Dense, 'width': 3}, 'large': {'layer': nn.Dense, 'width': 5}}


class Net(nn.Module):
  def apply(self, x, kind='dense', size='small'):
    x = dict(dense=nn.Dense)[kind](x, 4)
    x = LAYERS.get(kind, nn.Dense)(x, 5)
    config = CONFIGS[size]
    x = config['layer'](x, config['width'])
    x = CONFIGS[size]['layer'](x, 3)
    for name, layer in {'a': nn.Dense, 'b': nn.Dense}.items():
      x = layer(x, 4, name=name)
    for layer in {k: nn.LayerNorm for k in 'ab'}.values():
      x = layer(x)
    both = {'first': nn.Dense, 'second': nn.LayerNorm}
    return both['second'](both['first'](x, 3))
