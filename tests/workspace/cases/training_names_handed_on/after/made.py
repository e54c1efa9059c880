"""What the scripts beside it use: made here, at the top level."""

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


params = Net().init(jax.random.PRNGKey(0), jnp.ones((1, 4)))['params']
optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))


def update(optimizer, x):
  loss, grad = jax.value_and_grad(lambda model: jnp.mean(Net().apply({'params': model}, x) ** 2))(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


optimizer, loss = update(optimizer, jnp.ones((2, 4)))
trained = optimizer.params
