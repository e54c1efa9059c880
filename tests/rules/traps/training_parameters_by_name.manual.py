# expect: LIN402 unsafe: asked for by `Dense_1`
# Linen may number the layers otherwise, so that another one is read.
from flax import linen, nn


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def penalty(params):
  model = nn.Model(Net, params)
  return model.params['Dense_1']['kernel']
