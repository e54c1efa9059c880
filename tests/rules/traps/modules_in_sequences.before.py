# Modules in lists and tuples, however they are put in and taken out.
from flax import nn


class Reversed(nn.Module):
  def apply(self, x):
    for layer in reversed([nn.Dense, nn.Dense]):
      x = layer(x, features=4)
    return x


class Appended(nn.Module):
  def apply(self, x, widths=(3, 5)):
    layers = []
    for width in widths:
      layers.append(nn.Dense.partial(features=width))
    layers += [nn.LayerNorm]
    for layer in layers:
      x = layer(x)
    return x


class Repeated(nn.Module):
  def apply(self, x, norm=nn.LayerNorm, n=2):
    for layer in [nn.LayerNorm] * n + [norm, norm]:
      x = layer(x)
    return x


class Paired(nn.Module):
  def apply(self, x):
    for i, layer in enumerate((nn.Dense, nn.Dense)):
      x = layer(x, 4, name=f'first_{i}')
    for layer, width in zip([nn.Dense, nn.Dense], [3, 5]):
      x = layer(x, width)
    for layer, width in [(nn.Dense, 3), (nn.Dense, 6)]:
      x = layer(x, width)
    first, second = nn.Dense, nn.LayerNorm
    return second(first(x, 3))


class Sliced(nn.Module):
  def apply(self, x):
    layers = tuple([nn.LayerNorm, nn.LayerNorm, nn.Dense])
    for layer in layers[:-1]:
      x = layer(x)
    *norms, last = list(layers)
    return layers[2](x, 3)
