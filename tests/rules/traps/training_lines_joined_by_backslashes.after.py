"""A backslash at the end of a line stands between the parts of a program, and is none of them."""

import jax, jax.numpy as jnp
from flax import linen as nn
import flax.core
from flax.training import train_state
import optax


class A(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x, train=True):
    x = nn.BatchNorm(use_running_average=not train)(x)
    x = nn.Dropout(rate=0.5)(x, deterministic=not train)
    return nn.Dense(self.width)(x)


def create(key):
  state, params = flax.core.pop(A().init({'params': key, 'dropout': key}, jnp.ones((1, 4), jnp.float32)), 'params')
  model = \
      params
  return model, \
      state


@jax.jit
def step(optimizer, state, x, key):
  def loss_fn(model):
    y, new_state = A().apply({'params': model, **state}, x, mutable=['batch_stats'], rngs={'dropout': key})
    return jnp.mean(y ** 2), \
        new_state
  (loss, new_state), grad = \
      jax.value_and_grad(loss_fn, has_aux=True)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), new_state, \
     loss


model, state = \
    create(jax.random.PRNGKey(0))
optimizer = train_state.TrainState.create(apply_fn=A().apply, params=model, tx=optax.adam( \
    1e-3))
optimizer, state, \
    result = step(optimizer, state, jnp.arange(8.).reshape((2, 4)), jax.random.PRNGKey(0))
