import functools

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x, scale):
    dense_0 = nn.Dense(self.width)(x)
    return scale * nn.Dense(1)(nn.relu(dense_0))


xs = jnp.arange(8.).reshape((4, 2)) / 8


def loss_fn(model):
  batched = jax.vmap(functools.partial(Net().apply, {'params': model}), in_axes=(0, None))
  return jnp.mean((batched(xs, 2.) - 1.) ** 2)


def create():
  params = Net().init(jax.random.PRNGKey(0), xs[0], 1.)['params']
  return params


optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=create(), tx=optax.sgd(0.1))
for _ in range(3):
  grad = jax.grad(loss_fn)(optimizer.params)
  optimizer = optimizer.apply_gradients(grads=grad)
fast = jax.jit(jax.vmap(functools.partial(Net().apply, {'params': optimizer.params}), in_axes=(None, 0)))
result = [fast(xs[0], jnp.arange(3.)), jax.checkpoint(functools.partial(Net().apply, {'params': optimizer.params}))(xs[1], scale=3.)]
