# expect: LIN503 manual: whether the gradient is that of the model
# A gradient by the model holds parameters as the model does; one that comes from elsewhere may be parameters alone.
from flax import linen, nn, optim
import functools
import jax
import jax.numpy as jnp


class Net(linen.Module):
  features: int

  @linen.compact
  def __call__(self, x):
    return linen.Dense(self.features)(x)


def loss_fn(model, x):
  return jnp.mean(model(x) ** 2)


def create(features, params):
  return nn.Model(functools.partial(Net, features=features), params)


def train(params, x, features, change):
  optimizer = optim.Momentum(0.1).create(create(features, params))
  grad = change(jax.grad(loss_fn)(optimizer.target, x))
  return optimizer.apply_gradient(grad)
