from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def create(key):
  _, params = MLP.init(key, X)
  return {'optimizer': optim.Momentum(0.1).create(nn.Model(MLP, params)), 'seen': 0}


def distance(model):
  return jnp.mean((model(X)[:, 0] - Y) ** 2)


@jax.jit
def update(state):
  loss, grad = jax.value_and_grad(distance)(state['optimizer'].target)
  state['optimizer'] = state['optimizer'].apply_gradient(grad)
  state['seen'] = state['seen'] + len(X)
  return state, loss


def restart():
  state['optimizer'] = create(jax.random.PRNGKey(1))['optimizer']


losses = []
state = create(jax.random.PRNGKey(0))
for _ in range(3):
  state, loss = update(state)
  losses.append(loss)
restart()
state['seen'] = 0
state, loss = update(state)
result = losses, loss, state['seen'], state['optimizer'].target(X), state['optimizer'].state.step
