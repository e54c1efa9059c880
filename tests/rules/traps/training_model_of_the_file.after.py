from flax import linen as nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(2)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
PARAMS = Net().init(jax.random.PRNGKey(0), X)['params']
MODEL = PARAMS


@jax.jit
def predict(x):
  return Net().apply({'params': MODEL}, x) + MODEL['Dense_0']['bias']


result = predict(X), Net().apply({'params': MODEL}, 2 * X)
