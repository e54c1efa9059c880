from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def loss_fn(model, x, y):
  return jnp.mean((model(x)[:, 0] - y) ** 2)


grad_fn = jax.jit(jax.value_and_grad(loss_fn))


def train(optimizer, steps):
  losses = []
  for _ in range(steps):
    loss, grad = grad_fn(optimizer.target, X, Y)
    optimizer = optimizer.apply_gradient(grad)
    losses.append(loss)
  return optimizer, losses


_, initial = MLP.init(jax.random.PRNGKey(0), X)
optimizer, losses = train(optim.GradientDescent(0.1).create(nn.Model(MLP, initial)), 4)
