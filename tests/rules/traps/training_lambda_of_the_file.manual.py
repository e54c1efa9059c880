# expect: LIN403 manual: write the arguments out
# What a lambda of the file is handed, another function decides: it stays as it is together with that one.
from flax import linen, nn, optim


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


predict = lambda model, x: model(x)


def step(params, x, grad, others):
  optimizer = optim.Adam(learning_rate=0.1).create(nn.Model(Net, params))
  y = predict(optimizer.target, x)
  optimizer = optimizer.apply_gradient(grad, **others)
  return optimizer, y
