# A model is asked for its module where nobody can name it: what its `apply` is bound to makes modules like it.
from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, width, act=nn.relu, train=False):
    x = act(nn.Dense(x, width))
    return nn.dropout(nn.Dense(x, 2), rate=0.5, deterministic=not train)


SIZES = {
    'small': Net.partial(width=3),
    'wide': Net.partial(width=5, act=nn.tanh),
}


def create(key, size, x):
  module = SIZES[size]
  _, params = module.init(key, x)
  return nn.Model(module, params)


def again(model, key, x):
  params = another(model.module, key, x)
  return nn.Model(model.module, params)


def another(model_def, key, x):
  _, params = model_def.partial(act=nn.relu).init(key, x)
  return params


def run(size):
  x = jnp.sin(jnp.arange(6.)).reshape(3, 2)
  model = create(jax.random.PRNGKey(0), size, x)
  # It stands for no model that was made here.
  module = SIZES['wide']
  other = again(model, jax.random.PRNGKey(1), x)
  with nn.stochastic(jax.random.PRNGKey(2)):
    trained = model(x, train=True)
  return module is not None, model(x), other(x), trained


result = [run(size)[1:] for size in ('small', 'wide')]
