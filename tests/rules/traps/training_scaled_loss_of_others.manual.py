# expect: LIN504 unsafe: which can't be looked into
# What computes the loss comes from nobody knows where, and may call the model.
from flax import linen, nn, optim


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def train(params, losses, x):
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(Net, params))
  scale = optim.DynamicScale()
  scale, _, loss, grad = scale.value_and_grad(losses['train'])(optimizer.target, x)
  return optimizer.apply_gradient(grad), scale, loss
