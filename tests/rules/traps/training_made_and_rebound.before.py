from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, scale):
    return scale * nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def main():
  models = ()
  for scale in (1., 2.):
    net = Net.partial(scale=scale)
    _, params = net.init(jax.random.PRNGKey(0), X)
    if scale == 1.:
      first = nn.Model(net, params)
    else:
      second = nn.Model(net, params)
  return first(X), second(X)


result = main()
