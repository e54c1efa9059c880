# expect: LIN302 manual: called outside of any
# In evaluation it draws from no context, and the model is told so by its argument.
from flax import linen, nn


class Net(linen.Module):
  size: int = 3

  @linen.compact
  def __call__(self, x, train=True):
    return linen.Dropout(0.5)(linen.Dense(self.size)(x), deterministic=not train)


def outputs(model, x, train):
  return model(x, train=train)


def train(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    y = outputs(model, x, True)
  return y + outputs(model, x, False)
