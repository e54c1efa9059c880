# expect: LIN203 manual: stands for the class itself
# A type that is asked for has to be another question today; an annotation only says what there is.
from flax import linen, nn


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def size(tree: nn.Model):
  return len(tree.params) if isinstance(tree, nn.Model) else len(tree)
