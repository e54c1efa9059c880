from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


import functools

from flax import jax_utils
from flax.training import common_utils


def eval_step(model, x):
  return jax.lax.pmean(jnp.mean(model(x)), axis_name='batch')


@functools.partial(jax.pmap, axis_name='batch')
def train_step(optimizer, x, y):
  def loss_fn(model):
    return jnp.mean((model(x)[:, 0] - y) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  grad = jax.lax.pmean(grad, axis_name='batch')
  return optimizer.apply_gradient(grad), jax.lax.pmean(loss, 'batch')


def main():
  _, params = MLP.init_by_shape(jax.random.PRNGKey(0), [((1, 3), jnp.float32)])
  optimizer = optim.Adam(learning_rate=0.1).create(nn.Model(MLP, params))
  optimizer = jax_utils.replicate(optimizer)
  p_eval_step = jax.pmap(eval_step, axis_name='batch')
  x, y = common_utils.shard(X), common_utils.shard(Y)
  losses = []
  for _ in range(3):
    optimizer, loss = train_step(optimizer, x, y)
    losses.append(loss[0])
  mean = p_eval_step(optimizer.target, x)[0]
  optimizer = jax_utils.unreplicate(optimizer)
  return losses, mean, optimizer.state.step, optimizer.target(X)


result = main()
