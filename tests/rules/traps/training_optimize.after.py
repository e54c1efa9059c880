from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    dense_0 = nn.Dense(4)(x)
    return nn.Dense(1)(nn.relu(dense_0))


def step_with_output(optimizer, x, y):
  def loss_fn(model):
    output = Net().apply({'params': model}, x)
    return jnp.mean((output - y) ** 2), output

  (loss, output), grad = jax.value_and_grad(loss_fn, has_aux=True)(optimizer.params)
  optimizer = optimizer.apply_gradients(grads=grad)
  return optimizer, loss, output.sum()


def step(optimizer, x, y, rate):
  def loss_fn(model):
    return jnp.mean((Net().apply({'params': model}, x) - y) ** 2)

  grad = y  # a name that is taken
  loss, grad_ = jax.value_and_grad(loss_fn)(optimizer.params)
  new_optimizer = optimizer.replace(opt_state=optax.tree.set(optimizer.opt_state, learning_rate=rate)).apply_gradients(grads=grad_)
  return new_optimizer, loss, grad.sum()


def step_by_gradient(optimizer, x, y, rate):
  def loss_fn(model):
    output = Net().apply({'params': model}, x)
    return jnp.mean((output - y) ** 2), output

  (loss, _), gradient = jax.value_and_grad(loss_fn, has_aux=True)(optimizer.params)
  plain, same = jax.value_and_grad(lambda model: jnp.mean(Net().apply({'params': model}, x) ** 2))(optimizer.params)
  optimizer = optimizer.replace(opt_state=optax.tree.set(optimizer.opt_state, learning_rate=rate)).apply_gradients(grads=gradient)
  return optimizer, loss, plain + sum(jnp.sum(leaf) for leaf in jax.tree_util.tree_leaves(same))


class Trainer:
  def __init__(self, model):
    self.optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=model, tx=optax.adam(0.1))

  def step(self, x, y):
    loss, grad = jax.value_and_grad(lambda model: jnp.mean((Net().apply({'params': model}, x) - y) ** 2))(self.optimizer.params)
    self.optimizer = self.optimizer.apply_gradients(grads=grad)
    return loss


def main():
  x, y = jnp.linspace(-1, 1, 12).reshape(3, 4), jnp.linspace(0, 1, 3)[:, None]
  params = Net().init(jax.random.PRNGKey(0), x)['params']
  model = params
  plain = train_state.TrainState.create(apply_fn=Net().apply, params=model, tx=optax.sgd(0.1, momentum=0.9))
  rated = train_state.TrainState.create(apply_fn=Net().apply, params=model, tx=optax.inject_hyperparams(lambda learning_rate: optax.sgd(learning_rate))(learning_rate=0.1))
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
