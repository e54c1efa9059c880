# expect: LIN401 unsafe: told by shapes alone
# In one branch the name is a shape, and a type comes with it; in the other one both are numbers of one shape.
from flax import linen


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def start(key, is_wide, second):
  if is_wide:
    first = 2
  else:
    first = (2, 8)
  _, params = Net.init_by_shape(key, [(first, second)])
  return params
