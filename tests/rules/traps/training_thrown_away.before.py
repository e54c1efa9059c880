from flax import nn, optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 1)


x = jnp.arange(6.0).reshape((2, 3))
result, _ = Net.init(jax.random.PRNGKey(1), x)
_, params = Net.init(jax.random.PRNGKey(0), x)
optimizer = optim.GradientDescent(0.1).create(nn.Model(Net, params))
for _ in range(3):
  grad = jax.grad(lambda model: jnp.mean(model(x) ** 2))(optimizer.target)
  optimizer = optimizer.apply_gradient(grad)
result += optimizer.target(x)
