from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, features, train=True):
    x = nn.BatchNorm(nn.Dense(x, features), use_running_average=not train)
    x = nn.dropout(nn.relu(x), 0.25, deterministic=not train)
    return nn.Dense(x, 1)


# The loss is told nothing but the model, and its module is made elsewhere, with settings.
def noisy_loss(model, state, x, y, key):
  with nn.stateful(state) as new_state, nn.stochastic(key):
    output = model(x)
  penalty = sum(jnp.sum(leaf ** 2) for leaf in jax.tree_leaves(model.params))
  return jnp.mean((output[:, 0] - y) ** 2) + 1e-3 * penalty, new_state


@jax.jit
def step(optimizer, state, x, y, key):
  grad_fn = jax.value_and_grad(noisy_loss, has_aux=True)
  (loss, state), grad = grad_fn(optimizer.target, state, x, y, key)
  return optimizer.apply_gradient(grad), state, loss


@jax.jit
def evaluate(model, state, x, y):
  with nn.stateful(state, mutable=False):
    output = model(x, train=False)
  return jnp.mean((output[:, 0] - y) ** 2)


def main(features):
  key = jax.random.PRNGKey(0)
  x, y = jnp.linspace(-1, 1, 12).reshape(3, 4), jnp.linspace(0, 1, 3)
  net = Net.partial(features=features)
  with nn.stateful() as state, nn.stochastic(key):
    _, params = net.init_by_shape(key, [((1, 4), jnp.float32)])
  optimizer = optim.Momentum(0.1).create(nn.Model(net, params))
  found = []
  for _ in range(3):
    optimizer, state, loss = step(optimizer, state, x, y, key)
    found += [loss, evaluate(optimizer.target, state, x, y)]
  return found


result = main(5)
