# unsafe: attention. Whether it drops was `deterministic=False` by default, and has to be said today.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train=True):
    x = nn.SelfAttention(num_heads=2, dropout_rate=0.5)(x, deterministic=False)
    return nn.SelfAttention(num_heads=2, dropout_rate=0.5)(x, deterministic=not train)
