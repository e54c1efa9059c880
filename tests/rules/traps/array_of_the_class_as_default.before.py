# A lambda does not see the names of the class that it stands in.
from flax import nn
import numpy as np


def settings():
  return {'width': 3}


SETTINGS = settings()


class Net(nn.Module):
  MEAN = np.arange(4.0)

  def apply(self, x, mean=MEAN, spread=2 * MEAN, cfg=SETTINGS, also=settings()):
    return nn.Dense((x - mean) / (1 + spread), cfg['width'] * also['width'])
