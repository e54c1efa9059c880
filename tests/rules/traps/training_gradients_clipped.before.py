from flax import nn
from flax import optim
import jax
from jax.experimental import optimizers
from jax.experimental.optimizers import clip_grads
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def train(limit):
  _, params = Net.init(jax.random.PRNGKey(0), X)
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(Net, params))

  def loss_fn(model):
    return jnp.mean((model(X) - 3.) ** 2)

  norms = []
  for _ in range(3):
    grad = jax.grad(loss_fn)(optimizer.target)
    if limit is not None:
      norms.append(optimizers.l2_norm(grad))
      grad = clip_grads(grad, limit)
    optimizer = optimizer.apply_gradient(grad)
  return norms, optimizer.target(X)


result = [train(0.5), train(None)]
