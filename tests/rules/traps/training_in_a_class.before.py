from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class MLP(nn.Module):
  def apply(self, x, width=4):
    return nn.Dense(nn.relu(nn.Dense(x, width)), 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


class Trainer:

  def __init__(self, key, rate):
    _, params = MLP.init(key, X)
    self.optimizer = optim.Momentum(learning_rate=rate).create(nn.Model(MLP, params))
    self.losses = []

  def loss(self, model, x):
    return jnp.mean((model(x)[:, 0] - Y) ** 2)

  def step(self):
    loss, grad = jax.value_and_grad(self.loss)(self.optimizer.target, X)
    self.optimizer = self.optimizer.apply_gradient(grad)
    self.losses.append(loss)

  def predict(self, x):
    return self.optimizer.target(x)


def main():
  trainer = Trainer(jax.random.PRNGKey(0), 0.1)
  for _ in range(3):
    trainer.step()
  return trainer.losses, trainer.predict(X), trainer.optimizer.state.step


result = main()
