from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


x = jnp.arange(6.0).reshape((2, 3))
result, _ = Net().init_with_output(jax.random.PRNGKey(1), x)
_ = _['params']
params = Net().init(jax.random.PRNGKey(0), x)['params']
optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=params, tx=optax.sgd(0.1))
for _ in range(3):
  grad = jax.grad(lambda model: jnp.mean(Net().apply({'params': model}, x) ** 2))(optimizer.params)
  optimizer = optimizer.apply_gradients(grads=grad)
result += Net().apply({'params': optimizer.params}, x)
