from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 2)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
_, PARAMS = Net.init(jax.random.PRNGKey(0), X)
MODEL = nn.Model(Net, PARAMS)


@jax.jit
def predict(x):
  return MODEL(x) + MODEL.params['Dense_0']['bias']


result = predict(X), MODEL(2 * X)
