import jax
from flax import nn


class Net(nn.Module):

  def apply(self, x, features, rng):
    return nn.Dense(x + jax.random.uniform(rng, x.shape), features)
