from flax import nn


def dense_norm(x, features, norm):
  return norm(nn.Dense(x, features))


class Block(nn.Module):
  def apply(self, x, norm):
    return dense_norm(x, 4, norm)
