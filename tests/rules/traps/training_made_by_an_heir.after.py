from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Base:
  def __init__(self, rate):
    self.optimizer = self.create(rate)

  def create(self, rate):
    raise NotImplementedError

  def step(self):
    grad = jax.grad(lambda params: jnp.sum(params['w'] ** 2))(self.optimizer.params)
    self.optimizer = self.optimizer.apply_gradients(grads=grad)


class Learner(Base):
  def create(self, rate):
    return train_state.TrainState.create(apply_fn=None, params={'w': jnp.ones((3,))}, tx=optax.sgd(rate, momentum=0.9))


learner = Learner(0.1)
for _ in range(3):
  learner.step()
result = learner.optimizer.params['w']
