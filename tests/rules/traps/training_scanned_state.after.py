from flax import linen as nn
from flax.training import train_state
from flax.training.dynamic_scale import DynamicScale
import jax
from jax import lax
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


def loss_fn(model, x, y):
  return jnp.mean((MLP().apply({'params': model}, x)[:, 0] - y) ** 2)


import flax


@flax.struct.dataclass
class State:
  optimizer: train_state.TrainState
  scale: DynamicScale
  key: jnp.ndarray


def step(state, x):
  key, draw = jax.random.split(state.key)
  noisy = x + jax.random.normal(draw, x.shape)
  scale, finite, loss, grad = state.scale.value_and_grad(loss_fn)(state.optimizer.params, noisy, Y)
  rate = 0.1 / (1 + state.optimizer.step)
  optimizer = state.optimizer.replace(opt_state=optax.tree.set(state.optimizer.opt_state, learning_rate=rate)).apply_gradients(grads=grad)
  return state.replace(optimizer=optimizer, scale=scale, key=key), (loss, grad['Dense_0']['bias'])


def constant(optimizer, x):
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params, x, Y)
  return optimizer.replace(opt_state=optax.tree.set(optimizer.opt_state, learning_rate=0.2)).apply_gradients(grads=grad), loss


def main():
  params = MLP().init(jax.random.PRNGKey(0), X)['params']
  optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.inject_hyperparams(lambda learning_rate: optax.sgd(learning_rate, momentum=0.9))(learning_rate=0.1))
  state = State(optimizer=optimizer, scale=DynamicScale(growth_interval=1), key=jax.random.PRNGKey(1))
  state, metrics = jax.lax.scan(step, state, jnp.stack([X, 2 * X, X]))
  other = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.inject_hyperparams(lambda learning_rate: optax.adam(learning_rate))(learning_rate=0.1))
  optimizer, losses = jax.lax.scan(f=constant, init=other, xs=jnp.stack([X, 2 * X, X]))
  return metrics, losses, MLP().apply({'params': state.optimizer.params}, X), MLP().apply({'params': optimizer.params}, X), optimizer.step, state.scale.scale


result = main()
