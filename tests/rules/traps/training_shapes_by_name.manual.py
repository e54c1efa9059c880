# expect: LIN401 unsafe: told by shapes alone
# Two names may be a shape of two numbers, or a shape and a type.
from flax import linen


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def start(key, rows, columns):
  _, params = Net.init_by_shape(key, [(rows, columns)])
  return params
