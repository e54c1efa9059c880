# expect: LIN501 unsafe: no caller tells
# Which of the two functions is called can't be told, so what reaches their parameters can't, either.
from flax import linen, optim
import jax


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(1)(x)


def make_step(clip):
  def plain(optimizer, grad):
    return optimizer.apply_gradient(grad)
  def clipped(optimizer, grad):
    return optimizer.apply_gradient(jax.tree_util.tree_map(lambda g: g.clip(-1, 1), grad))
  if clip:
    return clipped
  return plain


def train(params, grads):
  optimizer = optim.Momentum(learning_rate=0.1).create(params)
  step = make_step(True)
  for grad in grads:
    optimizer = step(optimizer, grad)
  return optimizer.apply_gradient(grads[0])
