from flax import nn

import noise


def sample(mean, stddev=1.):
  if not nn.is_stochastic():
    return mean
  return noise.add_noise(mean, stddev)
