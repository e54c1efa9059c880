# expect: LIN504 unsafe: is stacked by a `scan`
# The models of all steps come out as one, which is called for each of them.
from flax import linen, nn, optim
import jax


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def train(params, xs):
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(Net, params))

  def step(optimizer, x):
    grad = jax.grad(lambda model: model(x).sum())(optimizer.target)
    return optimizer.apply_gradient(grad), optimizer.target

  optimizer, models = jax.lax.scan(step, optimizer, xs)
  return optimizer, jax.vmap(lambda model: model(xs[0]))(models)
