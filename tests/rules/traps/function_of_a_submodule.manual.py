# expect: LIN101 manual: no rewrite yet (LIN104)
from flax import nn
from flax.nn import attention


class Net(nn.Module):
  def apply(self, x, mask):
    mask = attention.make_padding_mask(mask, mask, x.shape, x.shape)
    return nn.Dense(x * mask.sum(), 3)
