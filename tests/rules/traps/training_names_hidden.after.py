from flax import linen as nn
import flax.training.train_state
import jax
import jax.numpy as jnp
import optax as optax_


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


class Wide(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1, name='out')(nn.tanh(nn.Dense(8, name='wide')(x)))


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def predict(model, x):
  Net = Wide
  return model.apply_fn({'params': model.params}, x)


def step(optimizer, x, optax=0.5, train_state=2):
  def loss_fn(model):
    return optax * jnp.mean(Net().apply({'params': model}, x) ** train_state)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


def main():
  optax, train_state = 0.1, 1
  params = Net().init(jax.random.PRNGKey(train_state), X)['params']
  optimizer = flax.training.train_state.TrainState.create(apply_fn=Net().apply, params=params, tx=optax_.sgd(optax, momentum=0.9))
  losses = []
  for _ in range(3):
    optimizer, loss = step(optimizer, X)
    losses.append(loss)
  return losses, predict(optimizer, X)


result = main()
