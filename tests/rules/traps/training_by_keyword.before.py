from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def loss_fn(x, *, model, scale=1.):
  return scale * jnp.mean((model(x)[:, 0] - Y) ** 2)


def evaluate(batch, model):
  return loss_fn(batch, model=model, scale=2.)


def step(optimizer):
  loss, grad = jax.value_and_grad(lambda model: loss_fn(X, model=model))(optimizer.target)
  return optimizer.apply_gradient(grad), loss


def main():
  _, params = MLP.init(jax.random.PRNGKey(0), x=X)
  optimizer = optim.Adam(learning_rate=0.1).create(target=nn.Model(module=MLP, params=params))
  losses = []
  for _ in range(3):
    optimizer, loss = step(optimizer=optimizer)
    losses.append(loss)
  return losses, evaluate(model=optimizer.target, batch=X)


result = main()
