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


def loss_fn(model, x, y):
  return jnp.mean((MLP().apply({'params': model}, x)[:, 0] - y) ** 2)


grad_fn = jax.jit(jax.value_and_grad(loss_fn))


def train(optimizer, steps):
  losses = []
  for _ in range(steps):
    loss, grad = grad_fn(optimizer.params, X, Y)
    optimizer = optimizer.apply_gradients(grads=grad)
    losses.append(loss)
  return optimizer, losses


initial = MLP().init(jax.random.PRNGKey(0), X)['params']
optimizer, losses = train(train_state.TrainState.create(apply_fn=MLP().apply, params=initial, tx=optax.sgd(0.1)), 4)
