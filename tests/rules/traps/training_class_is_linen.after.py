from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class MLP(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(nn.relu(nn.Dense(self.width, name='first')(x)))


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def main():
  variables = MLP().init(jax.random.PRNGKey(0), X)
  optimizer = train_state.TrainState.create(apply_fn=None, params=variables['params'], tx=optax.sgd(0.1, momentum=0.9))
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(
        lambda params: jnp.mean((MLP().apply({'params': params}, X)[:, 0] - Y) ** 2))(optimizer.params)
    optimizer = optimizer.apply_gradients(grads=grad)
    losses.append(loss)
  return losses


losses = main()
