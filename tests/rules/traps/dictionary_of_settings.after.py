# What `**settings` holds is known where the dictionary is written out and nothing else is done with it.
import functools

from flax import linen as nn
import jax.numpy as jnp


class Critic(nn.Module):
  width: int = 4
  train: bool = True

  @nn.compact
  def __call__(self, x, action, shift=0.):
    x = jnp.concatenate([x, action], -1)
    x = nn.Dense(self.width)(x) + shift
    return x if self.train else nn.relu(x)


class Twins(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x, action):
    settings = dict(width=self.width)
    a = Critic(name='a', **settings)(x, action)
    b = Critic(train=False, name='b', **settings)(x, action)
    return a + b


class Shifted(nn.Module):
  @nn.compact
  def __call__(self, x, action):
    inputs = {'action': action, 'shift': x[:, :1]}
    return Critic(width=2)(x, **inputs)


class Image(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, x):
    conv = {
        # No bias before a normalization would be better.
        'kernel_size': (3, 3),
        'kernel_init': nn.initializers.xavier_normal(),
    }
    x = nn.Conv(self.width, **conv)(x)
    again = functools.partial(nn.Conv, features=self.width, **conv)
    x = again()(x)
    return nn.LayerNorm(**dict(epsilon=1e-3))(x)
