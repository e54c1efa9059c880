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


class Small(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


def train_large(optimizer):
  def loss_fn(model):
    return jnp.mean((MLP().apply({'params': model}, X)[:, 0] - Y) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


def train_small(optimizer):
  def loss_fn(model):
    return jnp.mean(jnp.abs(Small().apply({'params': model}, X)[:, 0] - Y))

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


def main():
  params = MLP().init(jax.random.PRNGKey(0), X)['params']
  large = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.sgd(0.1))
  params = Small().init(jax.random.PRNGKey(0), X)['params']
  small = train_state.TrainState.create(apply_fn=Small().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
  losses = []
  for _ in range(3):
    large, loss = train_large(large)
    small, other = train_small(small)
    losses.append((loss, other))
  return losses


losses = main()
