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


import functools

from flax import jax_utils
from flax.training import common_utils


def eval_step(model, x):
  return jax.lax.pmean(jnp.mean(MLP().apply({'params': model}, x)), axis_name='batch')


@functools.partial(jax.pmap, axis_name='batch')
def train_step(optimizer, x, y):
  def loss_fn(model):
    return jnp.mean((MLP().apply({'params': model}, x)[:, 0] - y) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  grad = jax.lax.pmean(grad, axis_name='batch')
  return optimizer.apply_gradients(grads=grad), jax.lax.pmean(loss, 'batch')


def main():
  params = MLP().init(jax.random.PRNGKey(0), jnp.ones((1, 3), jnp.float32))['params']
  optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.adam(0.1))
  optimizer = jax_utils.replicate(optimizer)
  p_eval_step = jax.pmap(eval_step, axis_name='batch')
  x, y = common_utils.shard(X), common_utils.shard(Y)
  losses = []
  for _ in range(3):
    optimizer, loss = train_step(optimizer, x, y)
    losses.append(loss[0])
  mean = p_eval_step(optimizer.params, x)[0]
  optimizer = jax_utils.unreplicate(optimizer)
  return losses, mean, optimizer.step, MLP().apply({'params': optimizer.params}, X)


result = main()
