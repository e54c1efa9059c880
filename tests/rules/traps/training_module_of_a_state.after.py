# A model is asked for its module where nobody can name it: what its `apply` is bound to makes modules like it.
import functools
from typing import Any, Callable

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  width: Any
  act: Callable[..., Any] = nn.relu

  @nn.compact
  def __call__(self, x, train=False):
    x = self.act(nn.Dense(self.width)(x))
    return nn.Dropout(rate=0.5)(nn.Dense(2)(x), deterministic=not train)


SIZES = {
    'small': functools.partial(Net, width=3),
    'wide': functools.partial(Net, width=5, act=nn.tanh),
}


def create(key, size, x):
  module = SIZES[size]
  params = module().init(key, x)['params']
  return train_state.TrainState.create(apply_fn=module().apply, params=params, tx=optax.identity())


def again(model, key, x):
  params = another(model.apply_fn.__self__.clone, key, x)
  return train_state.TrainState.create(apply_fn=model.apply_fn.__self__.clone().apply, params=params, tx=optax.identity())


def another(model_def, key, x):
  params = functools.partial(model_def, act=nn.relu)().init(key, x)['params']
  return params


def run(size):
  x = jnp.sin(jnp.arange(6.)).reshape(3, 2)
  model = create(jax.random.PRNGKey(0), size, x)
  # It stands for no model that was made here.
  module = SIZES['wide']
  other = again(model, jax.random.PRNGKey(1), x)
  trained = model.apply_fn({'params': model.params}, x, train=True, rngs={'dropout': jax.random.PRNGKey(2)})
  return module is not None, model.apply_fn({'params': model.params}, x), other.apply_fn({'params': other.params}, x), trained


result = [run(size)[1:] for size in ('small', 'wide')]
