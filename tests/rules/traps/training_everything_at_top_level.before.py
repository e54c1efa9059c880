from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, features=2):
    return nn.Dense(nn.relu(nn.Dense(x, features)), 1)


key = jax.random.PRNGKey(0)
x, y = jnp.linspace(-1, 1, 12).reshape(3, 4), jnp.linspace(0, 1, 3)
_, params = Net.partial(features=5).init(key, x)
model = nn.Model(Net.partial(features=5), params)
optimizer = optim.Adam(0.1).create(model)


@jax.jit
def mse(model, x, y):
  return jnp.mean((model(x)[:, 0] - y) ** 2)


@jax.jit
def update(optimizer, x, y):
  loss, grad = jax.value_and_grad(mse)(optimizer.target, x, y)
  return optimizer.apply_gradient(grad), loss


losses = []
for _ in range(3):
  optimizer, loss = update(optimizer, x, y)
  losses.append(loss)
model = optimizer.target
trained = optimizer.target
halved = trained.replace(params=jax.tree_map(lambda leaf: leaf / 2, trained.params))
result = losses, model(x), trained(x), halved(x), trained.params['Dense_0']['kernel'].shape[0]
