"""What the scripts beside it use: made here, at the top level."""

from flax import nn, optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 1)


_, params = Net.init(jax.random.PRNGKey(0), jnp.ones((1, 4)))
optimizer = optim.Momentum(0.1).create(nn.Model(Net, params))


def update(optimizer, x):
  loss, grad = jax.value_and_grad(lambda model: jnp.mean(model(x) ** 2))(optimizer.target)
  return optimizer.apply_gradient(grad), loss


optimizer, loss = update(optimizer, jnp.ones((2, 4)))
trained = optimizer.target
