import functools

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Values(nn.Module):

  def apply(self, x, actions, hidden=8):
    x = nn.relu(nn.Dense(x, hidden))
    return nn.Dense(x, actions)


class Learner:

  def __init__(self, actions, seed=0):
    self.network = Values.partial(actions=actions)
    self.online = self._make(seed)
    self.target = self._make(seed + 1)
    self.optimizer = optim.Adam(learning_rate=0.01).create(self.online)

  def _make(self, seed):
    _, params = self.network.init(jax.random.PRNGKey(seed), jnp.ones((4,)))
    return nn.Model(self.network, params)

  @property
  def model(self):
    return self.optimizer.target

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
      wanted = gamma * jnp.max(jax.vmap(target)(states), axis=-1)
      values = jax.vmap(model, in_axes=(0,))(states)
      return jnp.mean((values - wanted[:, None]) ** 2)

    loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
    return optimizer.apply_gradient(grad), loss

  @functools.partial(jax.jit, static_argnums=0)
  def act(self, model, state):
    return jnp.argmax(model(state))


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
result.append(learner.model(states[0])[0])
