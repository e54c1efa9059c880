from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class MLP(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, x):
    dense_0 = nn.Dense(self.width)(x)
    return nn.Dense(1)(nn.relu(dense_0))


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def create(key):
  params = MLP().init(key, X)['params']
  return {'optimizer': train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.sgd(0.1, momentum=0.9)), 'seen': 0}


def distance(model):
  return jnp.mean((MLP().apply({'params': model}, X)[:, 0] - Y) ** 2)


@jax.jit
def update(state):
  loss, grad = jax.value_and_grad(distance)(state['optimizer'].params)
  state['optimizer'] = state['optimizer'].apply_gradients(grads=grad)
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
result = losses, loss, state['seen'], MLP().apply({'params': state['optimizer'].params}, X), state['optimizer'].step
