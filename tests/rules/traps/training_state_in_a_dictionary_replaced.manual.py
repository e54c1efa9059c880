# expect: LIN504 unsafe: shares `optimizer` with what can't be known
# What is read back may be an optimizer of the old kind.
import pickle

from flax import linen, nn, optim
import jax
import jax.numpy as jnp


class MLP(linen.Module):

  @linen.compact
  def __call__(self, x):
    return linen.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


params = MLP().init(jax.random.PRNGKey(0), X)['params']
state = {'optimizer': optim.Momentum(0.1).create(nn.Model(MLP, params)), 'seen': 0}
with open('state', 'rb') as file:
  state['optimizer'] = pickle.load(file)
result = state['optimizer'].target.params
