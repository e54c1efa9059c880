from flax import linen as nn
import layers as L


class Net(nn.Module):
  def apply(self, x, num_classes, train=True, depth=2):
    for i in range(depth):
      x = L.Block(4, train, name=f'block_{i}')(x)
    return nn.Dense(x, num_classes)


class Both(nn.Module):
  """Calls one net twice: whether that is safe must not be forgotten once the blocks inside it are Linen."""

  def apply(self, x, train):
    net = Net.shared(num_classes=3, name='net')
    return net(x, train=train) + net(x * 2, train=False)
