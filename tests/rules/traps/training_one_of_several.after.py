# An heir brings a class of its own, which takes more; by its keywords, each place tells which one it means.
import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Plain(nn.Module):
  actions: Any

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.actions)(x)


class Spread(nn.Module):
  actions: Any
  atoms: Any

  @nn.compact
  def __call__(self, x, noise):
    return nn.Dense(self.actions * self.atoms)(x).reshape((self.actions, self.atoms)).mean(-1) + noise * x.sum()


@jax.jit
def train(target, optimizer, states):
  def loss_fn(model):
    return jnp.mean((jax.vmap(functools.partial(optimizer.apply_fn, {'params': model}))(states) - jax.lax.stop_gradient(jax.vmap(functools.partial(target.apply_fn, {'params': target.params}))(states)) - 1.) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


@jax.jit
def train_with_noise(target, optimizer, states, noise):
  def loss_fn(model, scale):
    values = jax.vmap(lambda m, x: scale * optimizer.apply_fn({'params': m}, x, noise=noise), in_axes=(None, 0))(model, states)
    return jnp.mean((values - jax.vmap(lambda x: run(target, 2. * noise, x))(states) - 1.) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params, 2.)
  return optimizer.apply_gradients(grads=grad), loss + loss_fn(optimizer.params, scale=1.)


def run(model, noise, x):
  return model.apply_fn({'params': model.params}, x, noise=noise)


class Agent:
  def __init__(self, actions, network=Plain):
    self.actions = actions
    self.network = functools.partial(network, actions=actions)
    online = self.create('online')
    self.optimizer = train_state.TrainState.create(apply_fn=online.apply_fn, params=online.params, tx=optax.adam(0.01))
    self.target = self.create(name='target')

  def create(self, name):
    params = self.network(name=name, actions=self.actions).init(jax.random.PRNGKey(0), x=jnp.ones((3,)))['params']
    return train_state.TrainState.create(apply_fn=self.network().apply, params=params, tx=optax.identity())

  @property
  def online(self):
    return self.optimizer

  def learn(self, states):
    self.optimizer, loss = train(self.target, self.optimizer, states)
    return loss

  def sync(self):
    self.target = self.target.replace(params=self.online.params)

  def restore(self, params):
    online = self.online.replace(params=params)
    self.optimizer = train_state.TrainState.create(apply_fn=online.apply_fn, params=online.params, tx=optax.adam(0.01))


class SpreadAgent(Agent):
  def __init__(self, actions, atoms, network=Spread):
    self.atoms = atoms
    super(SpreadAgent, self).__init__(actions, network=functools.partial(network, atoms=atoms))

  def create(self, name):
    params = self.network(
            name=name, atoms=self.atoms, actions=self.actions).init(jax.random.PRNGKey(0), x=jnp.ones((3,)), noise=0.5)['params']
    return train_state.TrainState.create(apply_fn=self.network().apply, params=params, tx=optax.identity())

  def learn(self, states):
    self.optimizer, loss = train_with_noise(self.target, self.optimizer, states, 0.1)
    return loss


def losses(agent):
  states = jnp.arange(12.).reshape((4, 3)) / 10
  found = [agent.learn(states) for _ in range(3)]
  agent.sync()
  kept = agent.online.params
  found += [agent.learn(states) for _ in range(3)]
  agent.restore(kept)
  return found + [agent.learn(states)]


result = losses(Agent(2)) + losses(SpreadAgent(2, 3))
