from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, scale):
    return scale * nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def make(scale):
  return Net.partial(scale=scale)

single = make(1.)
double = make(2.)
_, params = single.init(jax.random.PRNGKey(0), X)
larger, smaller = nn.Model(double, params), nn.Model(single, params)
result = larger(X), smaller(X)
