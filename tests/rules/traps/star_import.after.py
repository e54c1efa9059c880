# Everything imported at once.
from flax import linen as nn
from flax.linen import *


class Net(Module):
  @nn.compact
  def __call__(self, x):
    return relu(Dense(3)(x))
