# expect: LIN503 unsafe: is something else in another branch
# What the sum begins with may be no tree of parameters, and what it is asked for afterwards isn't seen.
from flax import linen, nn, optim
import jax
import jax.numpy as jnp


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def step(params, first, xs):
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(Net, params))
  grads = first
  for x in xs:
    g = jax.grad(lambda model, x: jnp.sum(model(x)))(optimizer.target, x)
    grads = g if grads is first else jax.tree_util.tree_map(jnp.add, first, g)
  return optimizer.apply_gradient(grads)
