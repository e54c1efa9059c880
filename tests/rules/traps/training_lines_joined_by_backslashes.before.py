"""A backslash at the end of a line stands between the parts of a program, and is none of them."""

import jax, jax.numpy as jnp
from flax import nn, \
    optim


class A(nn.Module):
  def apply(self, x, width=3, train=True):
    x = nn.BatchNorm(x, use_running_average=not train)
    x = nn.dropout(x, 0.5, deterministic=not train)
    return nn.Dense(x, width)


def create(key):
  with nn.stateful() as state, \
       nn.stochastic(key):
    _, params = A.init_by_shape(key, \
        [((1, 4), jnp.float32)])
  model = \
      nn.Model(A, params)
  return model, \
      state


@jax.jit
def step(optimizer, state, x, key):
  def loss_fn(model):
    with nn.stateful(state) \
         as new_state, \
         nn.stochastic(key):
      y = model(x)
    return jnp.mean(y ** 2), \
        new_state
  (loss, new_state), grad = \
      jax.value_and_grad(loss_fn, has_aux=True)(optimizer.target)
  return optimizer.apply_gradient(grad), new_state, \
     loss


model, state = \
    create(jax.random.PRNGKey(0))
optimizer = optim.Adam( \
    1e-3).create(model)
optimizer, state, \
    result = step(optimizer, state, jnp.arange(8.).reshape((2, 4)), jax.random.PRNGKey(0))
