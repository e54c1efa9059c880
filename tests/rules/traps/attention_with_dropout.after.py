# Whether it drops was `deterministic=False` by default, and has to be said today.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train=True):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    x = nn.SelfAttention(num_heads=2, dropout_rate=0.5)(flat, deterministic=False).reshape(x.shape[:-1] + (-1,))
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    return nn.SelfAttention(num_heads=2, dropout_rate=0.5)(flat, deterministic=not train).reshape(x.shape[:-1] + (-1,))
