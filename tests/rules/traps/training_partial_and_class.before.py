from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, scale=1.):
    return scale * nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def predict(model, x):
  return model(x)


def main(scale):
  net = Net.partial(scale=scale)
  _, params = net.init(jax.random.PRNGKey(0), X)
  return predict(nn.Model(net, params), X), predict(nn.Model(Net, params), X)


result = main(3.)
