from flax import optim
import jax
import jax.numpy as jnp


class Base:
  def __init__(self, rate):
    self.optimizer = self.create(rate)

  def create(self, rate):
    raise NotImplementedError

  def step(self):
    grad = jax.grad(lambda params: jnp.sum(params['w'] ** 2))(self.optimizer.target)
    self.optimizer = self.optimizer.apply_gradient(grad)


class Learner(Base):
  def create(self, rate):
    return optim.Momentum(rate).create({'w': jnp.ones((3,))})


learner = Learner(0.1)
for _ in range(3):
  learner.step()
result = learner.optimizer.target['w']
