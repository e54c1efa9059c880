# expect: LIN504 unsafe: shares `optimizer` with what can't be known
# Both names mean one dictionary.
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
best = state
best['optimizer'] = 'nowhere'
result = state['optimizer'].target.params
