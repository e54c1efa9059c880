import functools

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  slope: float = 1.

  @nn.compact
  def __call__(self, x):
    return nn.Dense(3)(x) * self.slope


# Both are of one partial, which was given something else each time: the one must not run as the other.
def create(slope, params):
  return train_state.TrainState.create(apply_fn=functools.partial(Net, slope=slope)().apply, params=params, tx=optax.identity())


def distance(student, teacher, x):
  return ((optimizer.apply_fn({'params': student}, x) - teacher.apply_fn({'params': teacher.params}, x)) ** 2).mean()

x = jnp.linspace(-1, 1, 12).reshape(3, 4)
params = Net().init(jax.random.PRNGKey(0), x)['params']
teacher, student = create(2., params), create(0.5, params)
optimizer = train_state.TrainState.create(apply_fn=student.apply_fn, params=student.params, tx=optax.sgd(0.1, momentum=0.9))
losses = []
for _ in range(3):
  loss, grad = jax.value_and_grad(distance)(optimizer.params, teacher, x)
  optimizer = optimizer.apply_gradients(grads=grad)
  losses.append(loss)
result = losses
