from flax import linen as nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def main():
  params = Net().init(jax.random.PRNGKey(0), X)['params']
  models = {'online': params, 'target': params}
  models['target'] = models['online']
  for name, model in models.items():
    print(name, Net().apply({'params': model}, X).shape)
  return Net().apply({'params': models['online']}, X), models['target']


result = main()
