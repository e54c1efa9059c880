from flax import nn


class Block(nn.Module):

  def apply(self, x, features, norm_layer='group_norm', train=True):
    if norm_layer == 'batch_norm':
      norm_layer = nn.BatchNorm.partial(use_running_average=not train)
    elif norm_layer == 'group_norm':
      norm_layer = nn.GroupNorm.partial(num_groups=2)
    y = norm_layer(nn.Dense(x, features), name='norm')
    return nn.relu(y)


class Net(nn.Module):

  def apply(self, x, norm_layer='group_norm', train=True):
    return Block(x, 16, norm_layer, train=train)


def build(config):
  return Block.partial(norm_layer=config.get('norm_layer', 'group_norm'))


def run(x, key):
  _, params = Net.init(key, x, train=False)
  return params
