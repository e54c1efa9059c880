from flax import nn
from flax import optim
import jax
from jax import lax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def loss_fn(model, x, y):
  return jnp.mean((model(x)[:, 0] - y) ** 2)


import flax


@flax.struct.dataclass
class State:
  optimizer: optim.Optimizer
  scale: optim.DynamicScale
  key: jnp.ndarray


def step(state, x):
  key, draw = jax.random.split(state.key)
  noisy = x + jax.random.normal(draw, x.shape)
  scale, finite, loss, grad = state.scale.value_and_grad(loss_fn)(state.optimizer.target, noisy, Y)
  rate = 0.1 / (1 + state.optimizer.state.step)
  optimizer = state.optimizer.apply_gradient(grad, learning_rate=rate)
  return state.replace(optimizer=optimizer, scale=scale, key=key), (loss, grad.params['Dense_0']['bias'])


def constant(optimizer, x):
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target, x, Y)
  return optimizer.apply_gradient(grad, learning_rate=0.2), loss


def main():
  _, params = MLP.init(jax.random.PRNGKey(0), X)
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(MLP, params))
  state = State(optimizer=optimizer, scale=optim.DynamicScale(growth_interval=1), key=jax.random.PRNGKey(1))
  state, metrics = jax.lax.scan(step, state, jnp.stack([X, 2 * X, X]))
  other = optim.Adam(learning_rate=0.1).create(nn.Model(MLP, params))
  optimizer, losses = jax.lax.scan(f=constant, init=other, xs=jnp.stack([X, 2 * X, X]))
  return metrics, losses, state.optimizer.target(X), optimizer.target(X), optimizer.state.step, state.scale.scale


result = main()
