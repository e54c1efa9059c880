import dataclasses
import functools
from typing import Any

import jax.numpy as jnp
from flax import nn

import networks


class Parts:

  def __init__(self, width, output):
    self.torso = functools.partial(networks.Torso, width=width)
    self.output = output
    self.activation = jnp.tanh


@dataclasses.dataclass
class Extras:

  gate: Any
  count: int = 1


def gated(x, key):
  extras = Extras(gate=functools.partial(nn.Dense, features=3))
  return functools.partial(networks.Gated, extras=extras).init(key, x)


class Base:

  def __init__(self, width, critic=networks.Critic):
    self.critic_def = functools.partial(critic, width=width)
    self.actor_def: type = functools.partial(networks.Actor, width=width)

  def parameters(self, key):
    _, params = self.head_def.init(key, jnp.ones((1, 4)), final=True)
    return params


class Agent(Base):

  def __init__(self, width):
    super().__init__(width, critic=networks.TwinCritic)
    self.parts = Parts(width, nn.Dense)
    self.head_def = functools.partial(networks.Head, parts=self.parts)

  def build(self, key, mask):
    _, params = self.head_def.init(key, jnp.ones((1, 4)), mask=mask)
    self.head = nn.Model(self.head_def, params)
    _, params = self.critic_def.init(key, jnp.ones((1, 4)), jnp.ones((1, 4)), twin=True)
    self.critic = nn.Model(self.critic_def, params)
    _, params = self.actor_def.init_by_shape(key, [((1, 4), jnp.float32)], noisy=True)
    self.actor = nn.Model(self.actor_def, params)

  def act(self, x):
    return self.actor(x, noisy=False, greedy=True)
