# expect: LIN105 manual: it binds `train`
# Its calls would take the default, which is another value.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Net(linen.Module):
  features: int

  @linen.compact
  def __call__(self, x, train=True):
    return linen.Dense(self.features)(x) * (2. if train else 1.)


def create(key):
  net = Net.partial(features=3, train=False)
  _, params = net.init_by_shape(key, [((1, 4), jnp.float32)])
  return nn.Model(net, params)
