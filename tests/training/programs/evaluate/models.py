"""The classifier."""

from flax import nn


class Classifier(nn.Module):

  def apply(self, x, num_classes, width=6):
    x = nn.Conv(x, width, (3, 3), strides=(2, 2))
    x = nn.relu(nn.LayerNorm(x))
    x = nn.Conv(x, width, (3, 3), padding='VALID')
    x = nn.relu(x)
    x = x.mean(axis=(1, 2))
    x = nn.Dense(x, 2 * width)
    x = nn.relu(x)
    return nn.Dense(x, num_classes)
