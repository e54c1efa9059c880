"""A deep Q-learning agent."""

import functools

from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np

import networks


@functools.partial(jax.jit, static_argnums=(0,))
def select_action(num_actions, rng, network, state, epsilon):
  """A random action now and then, else the best one."""
  rng, rng1, rng2 = jax.random.split(rng, num=3)
  p = jax.random.uniform(rng1)
  action = jnp.where(
      p <= epsilon,
      jax.random.randint(rng2, (), 0, num_actions),
      jnp.argmax(network(state)))
  return rng, action


class DQNAgent:
  """Learns from a memory of transitions."""

  def __init__(self, num_actions, observation_shape, gamma=0.9,
               update_period=4, target_update_period=8, learning_rate=5e-3,
               seed=0):
    self.num_actions = num_actions
    self.gamma = gamma
    self.update_period = update_period
    self.target_update_period = target_update_period
    self.training_steps = 0
    self._rng = jax.random.PRNGKey(seed)
    self._memory = []
    self._replay = np.random.RandomState(seed)

    self.network = networks.QNetwork.partial(num_actions=num_actions)
    self._rng, rng = jax.random.split(self._rng)
    _, initial_params = self.network.init(rng, jnp.zeros(observation_shape))
    self.online_network = nn.Model(self.network, initial_params)
    self.target_network = nn.Model(self.network, initial_params)
    optimizer_def = optim.RMSProp(learning_rate, beta2=0.95, eps=1e-5,
                                  centered=True)
    self.optimizer = optimizer_def.create(self.online_network)

  def step(self, observation, epsilon=0.1):
    self._rng, action = select_action(
        self.num_actions, self._rng, self.online_network, observation, epsilon)
    return int(action)

  def remember(self, *transition):
    self._memory.append(transition)

  def learn(self, batch_size=8):
    """One step on what happened; returns the loss."""
    rows = self._replay.randint(len(self._memory), size=batch_size)
    columns = zip(*[self._memory[row] for row in rows])
    states, actions, rewards, next_states, terminals = map(np.array, columns)
    self.optimizer, loss, mean_q = self._train(
        self.target_network, self.optimizer, states, actions, next_states,
        rewards, terminals, self.gamma)
    self.online_network = self.optimizer.target
    self.training_steps += 1
    if self.training_steps % self.target_update_period == 0:
      self._sync_weights()
    return loss, mean_q

  def _sync_weights(self):
    self.target_network = self.target_network.replace(
        params=self.online_network.params)

  @staticmethod
  @jax.jit
  def _train(target_network, optimizer, states, actions, next_states, rewards,
             terminals, gamma):

    def loss_fn(model, targets):
      q_values = jax.vmap(model)(states)
      chosen = jax.vmap(lambda q, a: q[a])(q_values, actions)
      loss = jnp.mean(huber(targets, chosen))
      return loss, jnp.mean(q_values)

    grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
    targets = target_q(target_network, next_states, rewards, terminals, gamma)
    (loss, mean_q), grad = grad_fn(optimizer.target, targets)
    optimizer = optimizer.apply_gradient(grad)
    return optimizer, loss, mean_q


def huber(targets, predictions, delta=1.0):
  x = jnp.abs(targets - predictions)
  return jnp.where(x <= delta, 0.5 * x**2, 0.5 * delta**2 + delta * (x - delta))


def target_q(target_network, next_states, rewards, terminals, gamma):
  """What the transitions are worth, as far as the target network knows."""
  next_q = jax.vmap(target_network)(next_states)
  best = jnp.max(next_q, axis=1)
  return jax.lax.stop_gradient(rewards + gamma * best * (1. - terminals))
