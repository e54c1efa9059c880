from flax import nn


class Torso(nn.Module):

  def apply(self, x, width, train, scale=1.0):
    x = nn.Dense(x, width)
    return x * scale if train else x


class Head(nn.Module):

  def apply(self, x, parts, mask=None, final=False):
    x = parts.torso(x, train=True, name='torso')
    if mask is not None:
      x = x * mask
    x = parts.output(x, 1, name='output')
    return x if final else parts.activation(x)


class Critic(nn.Module):

  def apply(self, x, action, width):
    return nn.Dense(x + action, width)


class TwinCritic(nn.Module):

  def apply(self, x, action, width, twin=True):
    heads = [nn.Dense(x + action, width) for _ in range(2 if twin else 1)]
    return tuple(heads)


class Actor(nn.Module):

  def apply(self, x, width, noisy, greedy=False):
    x = nn.Dense(x, width) if noisy else x
    return x.argmax(-1) if greedy else x


class Gated(nn.Module):

  def apply(self, x, extras):
    return x * extras.gate(x, name='gate')
