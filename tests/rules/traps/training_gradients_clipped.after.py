from flax import linen as nn
from flax.training import train_state
import jax
from jax.example_libraries import optimizers
from jax.example_libraries.optimizers import clip_grads
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def train(limit):
  params = Net().init(jax.random.PRNGKey(0), X)['params']
  optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))

  def loss_fn(model):
    return jnp.mean((Net().apply({'params': model}, X) - 3.) ** 2)

  norms = []
  for _ in range(3):
    grad = jax.grad(loss_fn)(optimizer.params)
    if limit is not None:
      norms.append(optimizers.l2_norm(grad))
      grad = clip_grads(grad, limit)
    optimizer = optimizer.apply_gradients(grads=grad)
  return norms, Net().apply({'params': optimizer.params}, X)


result = [train(0.5), train(None)]
