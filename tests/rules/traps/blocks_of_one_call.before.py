from flax import nn


class A(nn.Module):

  def apply(self, x, width, train=True):
    return nn.dropout(nn.Dense(x, width), rate=0.5, deterministic=not train)


class B(nn.Module):

  def apply(self, x, width, train=True):
    return nn.Dense(x, width)


class Net(nn.Module):

  def apply(self, x, block=A, train=True):
    return block(x, 3, train=train)


SMALL = Net.partial(block=B)


def run(model, x):
  return model(x, train=False)
