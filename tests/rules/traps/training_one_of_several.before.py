# An heir brings a class of its own, which takes more; by its keywords, each place tells which one it means.
from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Plain(nn.Module):
  def apply(self, x, actions):
    return nn.Dense(x, actions)


class Spread(nn.Module):
  def apply(self, x, actions, atoms, noise):
    return nn.Dense(x, actions * atoms).reshape((actions, atoms)).mean(-1) + noise * x.sum()


@jax.jit
def train(target, optimizer, states):
  def loss_fn(model):
    return jnp.mean((jax.vmap(model)(states) - jax.lax.stop_gradient(jax.vmap(target)(states)) - 1.) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad), loss


@jax.jit
def train_with_noise(target, optimizer, states, noise):
  def loss_fn(model, scale):
    values = jax.vmap(lambda m, x: scale * m(x, noise=noise), in_axes=(None, 0))(model, states)
    return jnp.mean((values - jax.vmap(lambda x: run(target, 2. * noise, x))(states) - 1.) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target, 2.)
  return optimizer.apply_gradient(grad), loss + loss_fn(optimizer.target, scale=1.)


def run(model, noise, x):
  return model(x, noise=noise)


class Agent:
  def __init__(self, actions, network=Plain):
    self.actions = actions
    self.network = network.partial(actions=actions)
    online = self.create('online')
    self.optimizer = optim.Adam(learning_rate=0.01).create(online)
    self.target = self.create(name='target')

  def create(self, name):
    _, params = self.network.init(jax.random.PRNGKey(0), name=name, x=jnp.ones((3,)), actions=self.actions)
    return nn.Model(self.network, params)

  @property
  def online(self):
    return self.optimizer.target

  def learn(self, states):
    self.optimizer, loss = train(self.target, self.optimizer, states)
    return loss

  def sync(self):
    self.target = self.target.replace(params=self.online.params)

  def restore(self, params):
    online = self.online.replace(params=params)
    self.optimizer = optim.Adam(learning_rate=0.01).create(online)


class SpreadAgent(Agent):
  def __init__(self, actions, atoms, network=Spread):
    self.atoms = atoms
    super(SpreadAgent, self).__init__(actions, network=network.partial(atoms=atoms))

  def create(self, name):
    _, params = self.network.init(
        jax.random.PRNGKey(0), name=name, x=jnp.ones((3,)), noise=0.5, atoms=self.atoms, actions=self.actions)
    return nn.Model(self.network, params)

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
