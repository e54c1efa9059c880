from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, slope):
    return slope * nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def build(slope):
  net = Net.partial(slope=slope)

  def start(seed):
    _, params = net.init(jax.random.PRNGKey(seed), X)
    return nn.Model(net, params)

  def distance(model, other):
    return jnp.mean((model(X) - other(X)) ** 2)

  return start, distance

start, distance = build(2.)
start_other, distance_other = build(-1.)
model, other = start(0), start_other(0)
result = distance(model, other), distance_other(model, model), model(X), other(X)
