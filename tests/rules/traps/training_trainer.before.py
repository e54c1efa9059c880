from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


class Base:

  def __init__(self, rate):
    self.net = MLP
    self.definition = optim.Momentum(learning_rate=rate)

  def create(self, key):
    _, params = self.net.init(key, X)
    return self.definition.create(nn.Model(self.net, params))

  def distance(self, model, x, y):
    return jnp.mean((model(x)[:, 0] - y) ** 2)

  def evaluate(self, model):
    return self.distance(model, X, Y), model.params['Dense_0']['bias']


class Trainer(Base):

  def update(self, optimizer, x, y):
    loss, grad = jax.value_and_grad(self.distance)(optimizer.target, x, y)
    return optimizer.apply_gradient(grad), loss


def main():
  seen = []
  trainer = Trainer(rate=0.1)
  optimizer = trainer.create(jax.random.PRNGKey(0))
  for _ in range(3):
    optimizer, loss = trainer.update(optimizer, X, y=Y)
    seen.append((loss, trainer.evaluate(optimizer.target), optimizer.state.step))
  return seen


result = main()
