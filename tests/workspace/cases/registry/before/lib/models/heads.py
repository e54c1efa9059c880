from flax import nn


class Linear(nn.Module):

  def apply(self, x, num_classes):
    return nn.Dense(x, num_classes, kernel_init=nn.initializers.zeros)


class Cosine(nn.Module):

  def apply(self, x, num_classes):
    return nn.Dense(x, num_classes, bias=False)
