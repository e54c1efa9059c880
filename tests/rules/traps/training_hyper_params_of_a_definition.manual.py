# expect: LIN504 manual: optax keeps none
# What the definition says of itself is said by no transformation of optax.
from flax import linen, optim
import jax
import jax.numpy as jnp


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(1)(x)


def train(params, x):
  optimizer = optim.Adam(learning_rate=0.01).create(params)

  def loss_fn(params):
    return jnp.mean(Net().apply({'params': params}, x) ** 2)

  for _ in range(3):
    optimizer = optimizer.apply_gradient(jax.grad(loss_fn)(optimizer.target))
    print(optimizer.optimizer_def.hyper_params.learning_rate)
  return optimizer
