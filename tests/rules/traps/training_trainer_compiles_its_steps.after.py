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


class Trainer:

  def __init__(self):
    params = MLP().init(jax.random.PRNGKey(0), X)['params']
    self.optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
    self.p_step = jax.jit(self.step)
    self.p_eval = jax.jit(self.evaluate)

  def step(self, optimizer, x, y):
    def loss_fn(model):
      return jnp.mean((MLP().apply({'params': model}, x)[:, 0] - y) ** 2)
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
    return optimizer.apply_gradients(grads=grad), loss

  def evaluate(self, model, x):
    return MLP().apply({'params': model}, x).sum()

  def train(self):
    seen = []
    for _ in range(3):
      self.optimizer, loss = self.p_step(self.optimizer, X, y=Y)
      seen.append((loss, self.p_eval(self.optimizer.params, X)))
    return seen


result = Trainer().train()
