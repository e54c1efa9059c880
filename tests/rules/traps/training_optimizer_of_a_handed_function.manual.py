# expect: LIN502 unsafe: self.optimizer
from flax import optim
import jax
import jax.numpy as jnp


class Learner:
  def __init__(self, create):
    self.optimizer = create(0.1)

  def step(self):
    grad = jax.grad(lambda params: jnp.sum(params['w'] ** 2))(self.optimizer.target)
    self.optimizer = self.optimizer.apply_gradient(grad)


learner = Learner(lambda rate: optim.Momentum(rate).create({'w': jnp.ones((3,))}))
for _ in range(3):
  learner.step()
