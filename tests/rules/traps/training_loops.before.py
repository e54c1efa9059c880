from flax import nn
from flax import optim
import jax
from jax import lax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def loss_fn(model, x, y):
  return jnp.mean((model(x)[:, 0] - y) ** 2)


def step(optimizer, batch):
  x, y = batch
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target, x, y)
  return optimizer.apply_gradient(grad), loss


@jax.jit
def train_epoch(optimizer, xs, ys):
  return jax.lax.scan(step, optimizer, (xs, ys))


def train_some(optimizer, number):
  def body(i, carry):
    optimizer, total = carry
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.target, X * i, Y)
    return optimizer.apply_gradient(grad), total + loss
  return lax.fori_loop(0, number, body, (optimizer, 0.))


def train_until(optimizer):
  def cond(carry):
    return carry[0].state.step < 9
  def body(carry):
    optimizer, _ = carry
    return step(optimizer, (X, Y))
  return lax.while_loop(cond, body, (optimizer, 0.))


def main():
  _, params = MLP.init(jax.random.PRNGKey(0), X)
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(MLP, params))
  optimizer, losses = train_epoch(optimizer, jnp.stack([X, 2 * X]), jnp.stack([Y, Y]))
  seen = [losses]
  optimizer, loss = train_some(optimizer, 3)
  seen.append(loss)
  optimizer, loss = train_until(optimizer)
  seen.append(loss)
  model = optimizer.target
  _, outs = lax.scan(lambda carry, x: (carry, model(x[None])), 0, X)
  seen.append((outs, optimizer.target(X), optimizer.state.step))
  return seen


result = main()
