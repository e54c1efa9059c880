# A class is run with parameters that the caller holds, where no model was ever made.
from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, num_classes, train=True):
    x = nn.BatchNorm(nn.Dense(x, 8), use_running_average=not train)
    x = nn.dropout(x, rate=0.5, deterministic=not train)
    return nn.Dense(x, num_classes, name='out')


def loss_fn(params, state, x, key):
  with nn.stateful(state) as new_state, nn.stochastic(key):
    logits = Net.call(params, x, num_classes=3)
  return jnp.mean(logits ** 2), new_state


def predict(params, state, x):
  net = Net.partial(num_classes=3)
  with nn.stateful(state, mutable=False):
    return net.call(params, x, train=False)


def main():
  key, x = jax.random.PRNGKey(0), jnp.linspace(-1., 1., 12).reshape(4, 3)
  with nn.stateful() as state, nn.stochastic(key):
    _, params = Net.init(key, x, num_classes=3)
  losses = []
  for step in range(3):
    (loss, state), grad = jax.value_and_grad(loss_fn, has_aux=True)(params, state, x, key)
    params = jax.tree_multimap(lambda p, g: p - 0.1 * g, params, grad)
    losses.append(loss)
  optimizer = optim.GradientDescent(learning_rate=0.1).create(params)
  (_, state), grad = jax.value_and_grad(loss_fn, has_aux=True)(optimizer.target, state, x, key)
  optimizer = optimizer.apply_gradient(grad)
  dense = nn.Dense.call(params['out'], jnp.ones((2, 8)), features=3)
  model = nn.Model(Net, optimizer.target)
  return losses, predict(model.params, state, x), dense, sum(leaf.size for leaf in jax.tree_leaves(model.params))


result = main()
