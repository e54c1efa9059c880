from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(nn.relu(nn.Dense(x, 4)), 1)


def step_with_output(optimizer, x, y):
  def loss_fn(model):
    output = model(x)
    return jnp.mean((output - y) ** 2), output

  optimizer, loss, output = optimizer.optimize(loss_fn)
  return optimizer, loss, output.sum()


def step(optimizer, x, y, rate):
  def loss_fn(model):
    return jnp.mean((model(x) - y) ** 2)

  grad = y  # a name that is taken
  new_optimizer, loss = optimizer.optimize(loss_fn, learning_rate=rate)
  return new_optimizer, loss, grad.sum()


def step_by_gradient(optimizer, x, y, rate):
  def loss_fn(model):
    output = model(x)
    return jnp.mean((output - y) ** 2), output

  loss, _, gradient = optimizer.compute_gradient(loss_fn)
  plain, same = optimizer.compute_gradient(lambda model: jnp.mean(model(x) ** 2))
  optimizer = optimizer.apply_gradient(gradient, learning_rate=rate)
  return optimizer, loss, plain + sum(jnp.sum(leaf) for leaf in jax.tree_leaves(same))


class Trainer:
  def __init__(self, model):
    self.optimizer = optim.Adam(0.1).create(model)

  def step(self, x, y):
    self.optimizer, loss = self.optimizer.optimize(lambda model: jnp.mean((model(x) - y) ** 2))
    return loss


def main():
  x, y = jnp.linspace(-1, 1, 12).reshape(3, 4), jnp.linspace(0, 1, 3)[:, None]
  _, params = Net.init(jax.random.PRNGKey(0), x)
  model = nn.Model(Net, params)
  plain = optim.Momentum(0.1).create(model)
  rated = optim.GradientDescent(0.1).create(model)
  trainer = Trainer(model)
  found = []
  for number in range(3):
    plain, loss, total = jax.jit(step_with_output)(plain, x, y)
    found += [loss, total]
    if number: rated, loss, total = step(rated, x, y, 0.1 / number)
    else: rated, loss, total = step_by_gradient(rated, x, y, 0.2)
    found += [loss, total, trainer.step(x, y)]
  return found


result = main()
