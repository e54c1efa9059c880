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

  def __init__(self, key, rate):
    params = MLP().init(key, X)['params']
    self.optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.sgd(rate, momentum=0.9))
    self.losses = []

  def loss(self, model, x):
    return jnp.mean((MLP().apply({'params': model}, x)[:, 0] - Y) ** 2)

  def step(self):
    loss, grad = jax.value_and_grad(self.loss)(self.optimizer.params, X)
    self.optimizer = self.optimizer.apply_gradients(grads=grad)
    self.losses.append(loss)

  def predict(self, x):
    return MLP().apply({'params': self.optimizer.params}, x)


def main():
  trainer = Trainer(jax.random.PRNGKey(0), 0.1)
  for _ in range(3):
    trainer.step()
  return trainer.losses, trainer.predict(X), trainer.optimizer.step


result = main()
