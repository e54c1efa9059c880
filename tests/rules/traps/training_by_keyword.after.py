from flax import linen as nn
from flax.training import train_state
import jax
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


def loss_fn(x, *, model, scale=1.):
  return scale * jnp.mean((MLP().apply({'params': model}, x)[:, 0] - Y) ** 2)


def evaluate(batch, model):
  return loss_fn(batch, model=model, scale=2.)


def step(optimizer):
  loss, grad = jax.value_and_grad(lambda model: loss_fn(X, model=model))(optimizer.params)
  return optimizer.apply_gradients(grads=grad), loss


def main():
  params = MLP().init(jax.random.PRNGKey(0), x=X)['params']
  optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.adam(0.1))
  losses = []
  for _ in range(3):
    optimizer, loss = step(optimizer=optimizer)
    losses.append(loss)
  return losses, evaluate(model=optimizer.params, batch=X)


result = main()
