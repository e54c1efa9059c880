from flax import nn

class Block(nn.Module):
  def apply(self, x, features, train):
    x = nn.Dense(x, features)
    x = nn.BatchNorm(x, use_running_average=not train)
    return nn.relu(x)
