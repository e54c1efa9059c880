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
  return jax.tree_util.Partial(functools.partial(Net, slope=slope)().apply, {'params': params})


def distance(student, teacher, x):
  return ((student(x) - teacher(x)) ** 2).mean()


def main():
  x = jnp.linspace(-1, 1, 12).reshape(3, 4)
  params = Net().init(jax.random.PRNGKey(0), x)['params']
  teacher, student = create(2., params), create(0.5, params)
  optimizer = train_state.TrainState.create(apply_fn=student.func, params=student.args[0]['params'], tx=optax.sgd(0.1, momentum=0.9))
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(distance)(jax.tree_util.Partial(optimizer.apply_fn, {'params': optimizer.params}), teacher, x)
    optimizer = optimizer.apply_gradients(grads=grad.args[0]['params'])
    losses.append(loss)
  return losses


result = main()
