from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 1)


def create_model(key, x):
  _, params = Net.init(key, x)
  return nn.Model(Net, params)


def loss_of(model, x):
  return jnp.mean(model(x) ** 2)


x = jnp.linspace(-1., 1., 12).reshape(4, 3)
model = create_model(jax.random.PRNGKey(0), x)
optimizer = optim.Momentum(learning_rate=0.1).create(model)
losses = [loss_of(model, x)]
for step in range(3):
  loss, grad = jax.value_and_grad(loss_of)(optimizer.target, x)
  optimizer = optimizer.apply_gradient(grad)
  losses.append(loss)
print(optimizer.state.step)
losses.append(optimizer.target(x).sum())
