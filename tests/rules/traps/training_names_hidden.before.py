from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 1)


class Wide(nn.Module):
  def apply(self, x):
    return nn.Dense(nn.tanh(nn.Dense(x, 8, name='wide')), 1, name='out')


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def predict(model, x):
  Net = Wide
  return model(x)


def step(optimizer, x, optax=0.5, train_state=2):
  def loss_fn(model):
    return optax * jnp.mean(model(x) ** train_state)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad), loss


def main():
  optax, train_state = 0.1, 1
  _, params = Net.init(jax.random.PRNGKey(train_state), X)
  optimizer = optim.Momentum(learning_rate=optax).create(nn.Model(Net, params))
  losses = []
  for _ in range(3):
    optimizer, loss = step(optimizer, X)
    losses.append(loss)
  return losses, predict(optimizer.target, X)


result = main()
