# expect: LIN103 unsafe: attention_fn
# A partial binds the function in one case: what the masks become would take its place.
from flax import nn


class Block(nn.Module):
  def apply(self, x, padding_mask=None, attention=nn.SelfAttention, attention_fn=None):
    assert x.ndim == 3
    if attention_fn is not None:
      attention = attention.partial(attention_fn=attention_fn)
    return attention(x, num_heads=2, padding_mask=padding_mask)
