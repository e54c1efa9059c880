from flax import nn


class ConvBlock(nn.Module):

  def apply(self, x, features, train=False, **kwargs):
    if 'padding' not in kwargs:
      kwargs['padding'] = 'VALID'
    x = nn.Conv(x, features, bias=False, **kwargs, name='conv')
    x = nn.BatchNorm(x, use_running_average=not train, name='bn')
    return nn.relu(x)


class Net(nn.Module):

  def apply(self, x, train=False):
    x = ConvBlock(x, 4, train, kernel_size=(3, 3))
    return ConvBlock(x, 4, train, kernel_size=(2, 2), strides=(2, 2), padding='SAME')


def run(x, key):
  _, params = Net.init(key, x, train=True)
  return params
