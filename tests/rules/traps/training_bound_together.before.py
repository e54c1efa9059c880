# Several names at once, with the parentheses and brackets that people write around.
from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def loss_fn(model, x, y):
  return jnp.mean((model(x)[:, 0] - y) ** 2)


def train_step(optimizer, batches):
  (grads, total), [count, last] = (None, 0.), [0, None]
  for x, y in batches:
    loss, g = jax.value_and_grad(loss_fn)(optimizer.target, x, y)
    (total, count) = (total + loss, count + 1)
    grads = g if grads is None else jax.tree_multimap(jnp.add, grads, g)
    last = g
  grads = jax.tree_map(lambda g: g / count, grads)
  return optimizer.apply_gradient(grads).apply_gradient(last), total


def main():
  _, params = MLP.init(jax.random.PRNGKey(0), X)
  (model, losses) = (nn.Model(MLP, params), [])
  optimizer = optim.Momentum(learning_rate=0.1).create(model)
  for _ in range(3):
    optimizer, loss = train_step(optimizer, [(X, Y), (2 * X, Y)])
    losses.append((loss, optimizer.target(X)))
  return losses


result = main()
