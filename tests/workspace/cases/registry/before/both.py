from flax import nn
from lib.models import MODELS, get, heads
from lib.models.small import Small


class Both(nn.Module):

  def apply(self, x):
    tiny = MODELS['tiny']
    return tiny(x, 3) + Small(x, 3, head=heads.Cosine) + MODELS['wide'](x, num_classes=3) + get('small', 3)(x)
