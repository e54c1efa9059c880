import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Values(nn.Module):

  actions: Any
  hidden: int = 8

  @nn.compact
  def __call__(self, x):
    x = nn.relu(nn.Dense(self.hidden)(x))
    return nn.Dense(self.actions)(x)


class Learner:

  def __init__(self, actions, seed=0):
    self.network = functools.partial(Values, actions=actions)
    self.online = self._make(seed)
    self.target = self._make(seed + 1)
    self.optimizer = train_state.TrainState.create(apply_fn=self.online.apply_fn, params=self.online.params, tx=optax.adam(0.01))

  def _make(self, seed):
    params = self.network().init(jax.random.PRNGKey(seed), jnp.ones((4,)))['params']
    return train_state.TrainState.create(apply_fn=self.network().apply, params=params, tx=optax.identity())

  @property
  def model(self):
    return self.optimizer

  def learn(self, states):
    self.optimizer, loss = self._train(self.optimizer, self.target, states, 0.9)
    return loss

  def learn_by_class(self, states):
    self.optimizer, loss = type(self)._train(self.optimizer, self.target, states, 0.9)
    self.optimizer, loss = self.__class__._train(self.optimizer, self.target, states, 0.9)
    self.optimizer, loss = Learner._train(self.optimizer, self.target, states, 0.9)
    return loss

  def sync(self):
    self.target = self.target.replace(params=self.model.params)

  @staticmethod
  @functools.partial(jax.jit, static_argnums=(3,))
  def _train(optimizer, target, states, gamma):

    def loss_fn(model):
      wanted = gamma * jnp.max(jax.vmap(functools.partial(target.apply_fn, {'params': target.params}))(states), axis=-1)
      values = jax.vmap(functools.partial(optimizer.apply_fn, {'params': model}), in_axes=(0,))(states)
      return jnp.mean((values - wanted[:, None]) ** 2)

    loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
    return optimizer.apply_gradients(grads=grad), loss

  @functools.partial(jax.jit, static_argnums=0)
  def act(self, model, state):
    return jnp.argmax(model.apply_fn({'params': model.params}, state))


class Patient(Learner):

  def __init__(self, actions):
    super().__init__(actions, seed=3)

  def _make(self, seed):
    return super()._make(seed + 5)


result = []
states = jnp.arange(12.).reshape((3, 4)) / 10


def run(learner):
  for _ in range(3):
    result.append(learner.learn(states))
    result.append(learner.learn_by_class(states))
    learner.sync()
    result.append(learner.act(learner.online, states[0]))
    result.append(learner.act(learner.model, states[0]))


run(Learner(3))
run(Patient(2))
learner = Patient(2)
result.append(learner.act(learner.online, states[0]))
result.append(learner.model.apply_fn({'params': learner.model.params}, states[0])[0])
