class nn:
  class Module:
    pass

  @staticmethod
  def Dense(x, n):
    return x


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3)


def knn(points, flax, nn=5):
  return flax.nn.Dense(points[:nn], 3)
