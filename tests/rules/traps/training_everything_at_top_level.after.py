import functools

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  features: int = 2

  @nn.compact
  def __call__(self, x):
    dense_0 = nn.Dense(self.features)(x)
    return nn.Dense(1)(nn.relu(dense_0))


key = jax.random.PRNGKey(0)
x, y = jnp.linspace(-1, 1, 12).reshape(3, 4), jnp.linspace(0, 1, 3)
params = functools.partial(Net, features=5)().init(key, x)['params']
model = jax.tree_util.Partial(functools.partial(Net, features=5)().apply, {'params': params})
optimizer = train_state.TrainState.create(apply_fn=model.func, params=model.args[0]['params'], tx=optax.adam(0.1))


@jax.jit
def mse(model, x, y):
  return jnp.mean((model(x)[:, 0] - y) ** 2)


@jax.jit
def update(optimizer, x, y):
  loss, grad = jax.value_and_grad(mse)(jax.tree_util.Partial(optimizer.apply_fn, {'params': optimizer.params}), x, y)
  return optimizer.apply_gradients(grads=grad.args[0]['params']), loss


losses = []
for _ in range(3):
  optimizer, loss = update(optimizer, x, y)
  losses.append(loss)
model = jax.tree_util.Partial(optimizer.apply_fn, {'params': optimizer.params})
trained = jax.tree_util.Partial(optimizer.apply_fn, {'params': optimizer.params})
halved = jax.tree_util.Partial(trained.func, {'params': jax.tree_util.tree_map(lambda leaf: leaf / 2, trained.args[0]['params'])})
result = losses, model(x), trained(x), halved(x), trained.args[0]['params']['Dense_0']['kernel'].shape[0]
