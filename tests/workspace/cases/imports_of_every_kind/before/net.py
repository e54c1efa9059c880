import models
import models.layers as parts
from flax import nn
from models import Block, Door
from models.deep import Deep as Stack

try:
  from models.layers import Gate
except ImportError:
  Gate = None


class Net(nn.Module):

  def apply(self, x):
    x = Block(x, 3)
    x = Door(x, width=5)
    x = models.Block(x, 3)
    x = models.deep.Deep(x, 2)
    x = parts.Gate(x)
    x = Gate(x, 5)
    return Stack(x, depth=2)
