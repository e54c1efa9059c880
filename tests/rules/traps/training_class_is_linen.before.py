from flax import linen as nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(nn.relu(nn.Dense(self.width, name='first')(x)))


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def main():
  variables = MLP().init(jax.random.PRNGKey(0), X)
  optimizer = optim.Momentum(learning_rate=0.1).create(variables['params'])
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(
        lambda params: jnp.mean((MLP().apply({'params': params}, X)[:, 0] - Y) ** 2))(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
    losses.append(loss)
  return losses


losses = main()
