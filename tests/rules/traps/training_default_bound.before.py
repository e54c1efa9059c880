from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, features, train=False, scale=1.):
    x = nn.Dense(x, features) * scale
    return x * 2. if train else x


def create(key, features):
  # What it binds has the same default, and the model's calls may say otherwise.
  net = Net.partial(features=features, train=False, scale=3.)
  _, params = net.init_by_shape(key, [((1, 4), jnp.float32)])
  return nn.Model(net, params)


def main():
  model = create(jax.random.PRNGKey(0), 3)
  x = jnp.ones((2, 4))
  return model(x), model(x, train=True)


result = main()
