import functools

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


def main():
  # The output tells nothing yet.
  params = MLP(  # shapes are enough
        width=5,  # narrow
    ).init(jax.random.PRNGKey(0), jnp.ones((4, 3), jnp.float32))['params']
  model = train_state.TrainState.create(apply_fn=functools.partial(MLP, width=5)().apply, params=params, tx=optax.identity())  # the model
  optimizer = (
      train_state.TrainState.create(apply_fn=model.apply_fn, params=model.params, tx=optax.sgd(
          0.1,
          momentum=0.9,
      ))
  )
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(
        lambda model: jnp.mean((optimizer.apply_fn(
            {'params': model}, X  # all of it
        )[:, 0] - Y) ** 2)
    )(optimizer.params)
    optimizer = optimizer.apply_gradients(
        grads=grad)
    losses.append(loss)
  return losses


losses = main()
