from flax import linen as nn

import noise


def sample(module, mean, stddev=1.):
  if not module.has_rng('dropout'):
    return mean
  return noise.add_noise(module.make_rng('dropout'), mean, stddev)
