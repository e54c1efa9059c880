from flax import linen as nn
from lib.models import MODELS, get, heads
from lib.models.small import Small


class Both(nn.Module):

  @nn.compact
  def __call__(self, x):
    tiny = MODELS['tiny']
    return tiny(3)(x) + Small(3, head=heads.Cosine)(x) + MODELS['wide'](num_classes=3)(x) + get('small', 3)()(x)
