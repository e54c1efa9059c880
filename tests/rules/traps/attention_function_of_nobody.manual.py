# expect: LIN103 unsafe: can't be told
from flax import nn
from kernels import fast_attention


class Net(nn.Module):
  def apply(self, x, mask):
    return nn.SelfAttention(x, num_heads=2, attention_fn=fast_attention, padding_mask=mask)
