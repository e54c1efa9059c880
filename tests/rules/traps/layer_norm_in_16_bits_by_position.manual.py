# expect: LIN101 unsafe: rounded scale and bias to 16 bits
from flax import nn
import numpy as np


class Net(nn.Module):
  def apply(self, x):
    return nn.LayerNorm(x, 1e-5, np.float16)
