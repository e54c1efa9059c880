# Whether it drops was `deterministic=False` by default, and has to be said today.
from flax import nn


class Net(nn.Module):
  def apply(self, x, train=True):
    x = nn.SelfAttention(x, num_heads=2, dropout_rate=0.5)
    return nn.SelfAttention(x, num_heads=2, dropout_rate=0.5, deterministic=not train)
