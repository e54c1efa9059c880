from typing import Any

from flax import linen as nn


class Torso(nn.Module):

  width: Any
  train: Any
  scale: float = 1.0

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.width)(x)
    return x * self.scale if self.train else x


class Head(nn.Module):

  parts: Any

  @nn.compact
  def __call__(self, x, mask=None, final=False):
    x = self.parts.torso(train=True, name='torso')(x)
    if mask is not None:
      x = x * mask
    x = self.parts.output(1, name='output')(x)
    return x if final else self.parts.activation(x)


class Critic(nn.Module):

  width: Any

  @nn.compact
  def __call__(self, x, action):
    return nn.Dense(self.width)(x + action)


class TwinCritic(nn.Module):

  width: Any

  @nn.compact
  def __call__(self, x, action, twin=True):
    heads = [nn.Dense(self.width)(x + action) for _ in range(2 if twin else 1)]
    return tuple(heads)


class Actor(nn.Module):

  width: Any

  @nn.compact
  def __call__(self, x, noisy, greedy=False):
    x = nn.Dense(self.width)(x) if noisy else x
    return x.argmax(-1) if greedy else x


class Gated(nn.Module):

  extras: Any

  @nn.compact
  def __call__(self, x):
    return x * self.extras.gate(name='gate')(x)
