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
  grads, total = None, 0.
  for x, y in batches:
    loss, g = jax.value_and_grad(loss_fn)(optimizer.target, x, y)
    total += loss
    grads = g if grads is None else jax.tree_multimap(jnp.add, grads, g)
  grads = jax.tree_map(lambda g: g / 2., grads)
  return optimizer.apply_gradient(grads), total


def other_step(optimizer, batches):
  grads = None
  for x, y in batches:
    g = jax.grad(loss_fn)(optimizer.target, x, y)
    if grads is None:
      grads = g
    else:
      grads = jax.tree_multimap(lambda a, b: a + b, grads, g)
  return optimizer.apply_gradient(grads), grads.params['Dense_0']['bias']


def main():
  _, params = MLP.init(jax.random.PRNGKey(0), X)
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(MLP, params))
  seen = []
  for _ in range(3):
    optimizer, loss = train_step(optimizer, [(X, Y), (2 * X, Y)])
    optimizer, bias = other_step(optimizer, [(X, Y), (2 * X, Y)])
    seen.append((loss, bias, optimizer.target(X)))
  return seen


result = main()
