from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, slope=1.):
    return nn.Dense(x, 3) * slope


# Both are of one partial, which was given something else each time: the one must not run as the other.
def create(slope, params):
  return nn.Model(Net.partial(slope=slope), params)


def distance(student, teacher, x):
  return ((student(x) - teacher(x)) ** 2).mean()

x = jnp.linspace(-1, 1, 12).reshape(3, 4)
_, params = Net.init(jax.random.PRNGKey(0), x)
teacher, student = create(2., params), create(0.5, params)
optimizer = optim.Momentum(learning_rate=0.1).create(student)
losses = []
for _ in range(3):
  loss, grad = jax.value_and_grad(distance)(optimizer.target, teacher, x)
  optimizer = optimizer.apply_gradient(grad)
  losses.append(loss)
result = losses
