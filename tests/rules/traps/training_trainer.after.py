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


class Base:

  def __init__(self, rate):
    self.net = MLP
    self.definition = optax.sgd(rate, momentum=0.9)

  def create(self, key):
    params = self.net().init(key, X)['params']
    return train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=self.definition)

  def distance(self, model, x, y):
    return jnp.mean((MLP().apply({'params': model}, x)[:, 0] - y) ** 2)

  def evaluate(self, model):
    return self.distance(model, X, Y), model['Dense_0']['bias']


class Trainer(Base):

  def update(self, optimizer, x, y):
    loss, grad = jax.value_and_grad(self.distance)(optimizer.params, x, y)
    return optimizer.apply_gradients(grads=grad), loss


def main():
  seen = []
  trainer = Trainer(rate=0.1)
  optimizer = trainer.create(jax.random.PRNGKey(0))
  for _ in range(3):
    optimizer, loss = trainer.update(optimizer, X, y=Y)
    seen.append((loss, trainer.evaluate(optimizer.params), optimizer.step))
  return seen


result = main()
