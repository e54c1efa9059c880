# Several names at once, with the parentheses and brackets that people write around.
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
  (grads, total), [count, last] = (None, 0.), [0, None]
  for x, y in batches:
    loss, g = jax.value_and_grad(loss_fn)(optimizer.params, x, y)
    (total, count) = (total + loss, count + 1)
    grads = g if grads is None else jax.tree_util.tree_map(jnp.add, grads, g)
    last = g
  grads = jax.tree_util.tree_map(lambda g: g / count, grads)
  return optimizer.apply_gradients(grads=grads).apply_gradients(grads=last), total


def main():
  params = MLP().init(jax.random.PRNGKey(0), X)['params']
  (model, losses) = (params, [])
  optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=model, tx=optax.sgd(0.1, momentum=0.9))
  for _ in range(3):
    optimizer, loss = train_step(optimizer, [(X, Y), (2 * X, Y)])
    losses.append((loss, MLP().apply({'params': optimizer.params}, X)))
  return losses


result = main()
