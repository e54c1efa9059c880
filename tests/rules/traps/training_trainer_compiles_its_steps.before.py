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

  def __init__(self):
    _, params = MLP.init(jax.random.PRNGKey(0), X)
    self.optimizer = optim.Momentum(0.1).create(nn.Model(MLP, params))
    self.p_step = jax.jit(self.step)
    self.p_eval = jax.jit(self.evaluate)

  def step(self, optimizer, x, y):
    def loss_fn(model):
      return jnp.mean((model(x)[:, 0] - y) ** 2)
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
    return optimizer.apply_gradient(grad), loss

  def evaluate(self, model, x):
    return model(x).sum()

  def train(self):
    seen = []
    for _ in range(3):
      self.optimizer, loss = self.p_step(self.optimizer, X, y=Y)
      seen.append((loss, self.p_eval(self.optimizer.target, X)))
    return seen


result = Trainer().train()
