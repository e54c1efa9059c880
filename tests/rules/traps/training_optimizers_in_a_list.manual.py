# expect: LIN502 unsafe: append
from flax import optim
import jax.numpy as jnp


def create(rates):
  optimizers = []
  for rate in rates:
    optimizers.append(optim.Momentum(rate).create({'w': jnp.ones((3,))}))
  return [optimizer.target for optimizer in optimizers]
