from flax import nn


class Block(nn.Module):
  """A block with a choice of layers."""

  def apply(self, x, features, *, dense, act=nn.relu, scale=1., train=True):
    y = act(dense(x, features))
    y = nn.dropout(y, 0.25, deterministic=not train)
    return dense(y, x.shape[-1]) * scale


class Gated(Block):
  """The block with a gate behind it."""

  def apply(self, x, features, *, ratio=2, **kwargs):
    y = super().apply(x, features, **kwargs)
    return y * nn.sigmoid(nn.Dense(y, y.shape[-1] // ratio * ratio, name='gate'))


class Halved(Gated):
  def apply(self, x, features, **kwargs):
    return 0.5 * super().apply(x, features, **kwargs)


class Net(nn.Module):

  def apply(self, x, block_cls=Block, train=True):
    dense = nn.Dense.partial(bias=False)
    for i in range(2):
      x = block_cls(x, 4 * i + 4, dense=dense, act=nn.tanh, train=train)
    return x


def run(x, key):
  nets = [Net.partial(block_cls=block) for block in (Block, Gated.partial(ratio=3), Halved)]
  return [net.init(key, x, train=False) for net in nets]
