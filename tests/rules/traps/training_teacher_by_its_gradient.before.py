from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, slope):
    return nn.Dense(x, 1) * slope


def create(params, slope):
  return nn.Model(Net.partial(slope=slope), params)


# The one optimizer at hand applies the student's module, and the teacher's has another slope.
def step(optimizer, teacher, x):
  def loss_fn(model, other):
    return jnp.mean((model(x) - other(x)) ** 2)

  return jax.grad(loss_fn, argnums=1)(optimizer.target, teacher)


def main():
  x = jnp.linspace(-1, 1, 12).reshape(3, 4)
  _, params = Net.init(jax.random.PRNGKey(0), x, slope=1.)
  student = create(params, 2.)
  grad = step(optim.Adam(0.1).create(student), create(params, 3.), x)
  return jax.tree_leaves(grad.params)


result = main()
