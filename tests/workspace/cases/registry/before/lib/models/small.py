from flax import nn

from lib.models import heads


class Small(nn.Module):

  def apply(self, x, num_classes, width=8, head=heads.Linear):
    x = nn.relu(nn.Dense(x, width))
    return head(x, num_classes)


class Tiny(nn.Module):

  def apply(self, x, num_classes):
    return heads.Linear(x, num_classes, name='head')
