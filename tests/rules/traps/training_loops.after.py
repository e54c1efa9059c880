from flax import linen as nn
from flax.training import train_state
import jax
from jax import lax
import jax.numpy as jnp
import optax


class MLP(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, x):
    dense_0 = nn.Dense(self.width)(x)
    return nn.Dense(1)(nn.relu(dense_0))


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


def loss_fn(model, x, y):
  return jnp.mean((MLP().apply({'params': model}, x)[:, 0] - y) ** 2)


def step(optimizer, batch):
  x, y = batch
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params, x, y)
  return optimizer.apply_gradients(grads=grad), loss


@jax.jit
def train_epoch(optimizer, xs, ys):
  return jax.lax.scan(step, optimizer, (xs, ys))


def train_some(optimizer, number):
  def body(i, carry):
    optimizer, total = carry
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.params, X * i, Y)
    return optimizer.apply_gradients(grads=grad), total + loss
  return lax.fori_loop(0, number, body, (optimizer, 0.))


def train_until(optimizer):
  def cond(carry):
    return carry[0].step < 9
  def body(carry):
    optimizer, _ = carry
    return step(optimizer, (X, Y))
  return lax.while_loop(cond, body, (optimizer, 0.))


def main():
  params = MLP().init(jax.random.PRNGKey(0), X)['params']
  optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
  optimizer, losses = train_epoch(optimizer, jnp.stack([X, 2 * X]), jnp.stack([Y, Y]))
  seen = [losses]
  optimizer, loss = train_some(optimizer, 3)
  seen.append(loss)
  optimizer, loss = train_until(optimizer)
  seen.append(loss)
  model = optimizer.params
  _, outs = lax.scan(lambda carry, x: (carry, MLP().apply({'params': model}, x[None])), 0, X)
  seen.append((outs, MLP().apply({'params': optimizer.params}, X), optimizer.step))
  return seen


result = main()
