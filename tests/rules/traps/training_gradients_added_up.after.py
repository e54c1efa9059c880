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


def train_step(optimizer, batches):
  grads, total = None, 0.
  for x, y in batches:
    loss, g = jax.value_and_grad(loss_fn)(optimizer.params, x, y)
    total += loss
    grads = g if grads is None else jax.tree_util.tree_map(jnp.add, grads, g)
  grads = jax.tree_util.tree_map(lambda g: g / 2., grads)
  return optimizer.apply_gradients(grads=grads), total


def other_step(optimizer, batches):
  grads = None
  for x, y in batches:
    g = jax.grad(loss_fn)(optimizer.params, x, y)
    if grads is None:
      grads = g
    else:
      grads = jax.tree_util.tree_map(lambda a, b: a + b, grads, g)
  return optimizer.apply_gradients(grads=grads), grads['Dense_0']['bias']


def main():
  params = MLP().init(jax.random.PRNGKey(0), X)['params']
  optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
  seen = []
  for _ in range(3):
    optimizer, loss = train_step(optimizer, [(X, Y), (2 * X, Y)])
    optimizer, bias = other_step(optimizer, [(X, Y), (2 * X, Y)])
    seen.append((loss, bias, MLP().apply({'params': optimizer.params}, X)))
  return seen


result = main()
