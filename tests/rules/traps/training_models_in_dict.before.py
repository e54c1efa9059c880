from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def main():
  _, params = Net.init(jax.random.PRNGKey(0), X)
  models = {'online': nn.Model(Net, params), 'target': nn.Model(Net, params)}
  models['target'] = models['online']
  for name, model in models.items():
    print(name, model(X).shape)
  return models['online'](X), models['target'].params


result = main()
