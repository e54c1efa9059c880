# What `**settings` holds is known where the dictionary is written out and nothing else is done with it.
from flax import nn
import jax.numpy as jnp


class Critic(nn.Module):
  def apply(self, x, action, width=4, shift=0., train=True):
    x = jnp.concatenate([x, action], -1)
    x = nn.Dense(x, width) + shift
    return x if train else nn.relu(x)


class Twins(nn.Module):
  def apply(self, x, action, width=3):
    settings = dict(width=width)
    a = Critic(x, action, name='a', **settings)
    b = Critic(x, action, train=False, name='b', **settings)
    return a + b


class Shifted(nn.Module):
  def apply(self, x, action):
    inputs = {'action': action, 'shift': x[:, :1]}
    return Critic(x, width=2, **inputs)


class Image(nn.Module):
  def apply(self, x, width=4):
    conv = {
        # No bias before a normalization would be better.
        'kernel_size': (3, 3),
        'kernel_init': nn.initializers.xavier_normal(),
    }
    x = nn.Conv(x, width, **conv)
    again = nn.Conv.partial(features=width, **conv)
    x = again(x)
    return nn.LayerNorm(x, **dict(epsilon=1e-3))
