from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


class Small(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 1)


def train_large(optimizer):
  def loss_fn(model):
    return jnp.mean((model(X)[:, 0] - Y) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad), loss


def train_small(optimizer):
  def loss_fn(model):
    return jnp.mean(jnp.abs(model(X)[:, 0] - Y))

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  return optimizer.apply_gradient(grad), loss


def main():
  _, params = MLP.init(jax.random.PRNGKey(0), X)
  large = optim.GradientDescent(0.1).create(nn.Model(MLP, params))
  _, params = Small.init(jax.random.PRNGKey(0), X)
  small = optim.Momentum(0.1).create(nn.Model(Small, params))
  losses = []
  for _ in range(3):
    large, loss = train_large(large)
    small, other = train_small(small)
    losses.append((loss, other))
  return losses


losses = main()
