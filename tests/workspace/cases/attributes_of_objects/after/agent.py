import dataclasses
import functools
from typing import Any

import jax.numpy as jnp
from flax import linen as nn
from flax.training import train_state

import networks
import optax


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
    params = self.head_def().init(key, jnp.ones((1, 4)), final=True)['params']
    return params


class Agent(Base):

  def __init__(self, width):
    super().__init__(width, critic=networks.TwinCritic)
    self.parts = Parts(width, nn.Dense)
    self.head_def = functools.partial(networks.Head, parts=self.parts)

  def build(self, key, mask):
    params = self.head_def().init(key, jnp.ones((1, 4)), mask=mask)['params']
    self.head = train_state.TrainState.create(apply_fn=self.head_def().apply, params=params, tx=optax.identity())
    params = self.critic_def().init(key, jnp.ones((1, 4)), jnp.ones((1, 4)), twin=True)['params']
    self.critic = train_state.TrainState.create(apply_fn=self.critic_def().apply, params=params, tx=optax.identity())
    params = self.actor_def().init(key, jnp.ones((1, 4), jnp.float32), noisy=True)['params']
    self.actor = train_state.TrainState.create(apply_fn=self.actor_def().apply, params=params, tx=optax.identity())

  def act(self, x):
    return self.actor.apply_fn({'params': self.actor.params}, x, noisy=False, greedy=True)
