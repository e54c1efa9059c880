from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


def create_model(key, x):
  params = Net().init(key, x)['params']
  return params


def loss_of(model, x):
  return jnp.mean(Net().apply({'params': model}, x) ** 2)


x = jnp.linspace(-1., 1., 12).reshape(4, 3)
model = create_model(jax.random.PRNGKey(0), x)
optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=model, tx=optax.sgd(0.1, momentum=0.9))
losses = [loss_of(model, x)]
for step in range(3):
  loss, grad = jax.value_and_grad(loss_of)(optimizer.params, x)
  optimizer = optimizer.apply_gradients(grads=grad)
  losses.append(loss)
print(optimizer.step)
losses.append(Net().apply({'params': optimizer.params}, x).sum())
