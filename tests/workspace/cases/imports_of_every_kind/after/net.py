import models
import models.layers as parts
from flax import linen as nn
from models import Block, Door
from models.deep import Deep as Stack

try:
  from models.layers import Gate
except ImportError:
  Gate = None


class Net(nn.Module):

  @nn.compact
  def __call__(self, x):
    x = Block(3)(x)
    x = Door(width=5)(x)
    x = models.Block(3)(x)
    x = models.deep.Deep(2)(x)
    x = parts.Gate()(x)
    x = Gate(5)(x)
    return Stack(depth=2)(x)
