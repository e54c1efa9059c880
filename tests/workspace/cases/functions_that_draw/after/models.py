from flax import linen as nn

from noise import add_noise as noisy
from sampling import sample


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return sample(self, noisy(self.make_rng('dropout'), nn.Dense(4)(x), 0.1))
