from flax import nn


class CNN(nn.Module):

  def apply(self, images, num_classes, train, dropout_rate=0.5, mask=None):
    x = nn.Conv(images, 8, (3, 3))
    x = nn.BatchNorm(x, use_running_average=not train)
    if mask is not None:
      x = x * mask
    x = x.mean(axis=(1, 2))
    return nn.Dense(x, num_classes)
