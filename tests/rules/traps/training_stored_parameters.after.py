from typing import Any

from flax import linen as nn
from flax import serialization
from flax.training import checkpoints, train_state
import jax
import jax.numpy as jnp
import optax


class Block(nn.Module):
  width: Any

  @nn.compact
  def __call__(self, x):
    x = nn.LayerNorm()(nn.Dense(self.width)(x))
    return nn.Dense(self.width)(nn.relu(x))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(Block(4, name='last')(Block(4)(x)))


class Plain(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1, name='layer_2')(nn.Dense(4, name='layer_1')(x))


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def tree(parts):
  """Arrays by the names that the old program stored them under: one counter for all classes."""
  params, number = {}, 0
  for name, part in parts:
    if not name.islower():
      name, number = f'{name}_{number}', number + 1
    if isinstance(part, list):
      params[name] = tree(part)
    else:
      values = jnp.cos(jnp.arange(part[0] * part[1]) + number).reshape(part)
      params[name] = {'kernel' if part[0] > 1 else 'scale': values if part[0] > 1 else values[0], 'bias': values[0]}
  return params


def block(width):
  return [('Dense', (width, 4)), ('LayerNorm', (1, 4)), ('Dense', (4, 4))]


def written(parts):
  """What the old program has left behind."""
  return serialization.to_bytes({'target': {'params': tree(parts)}, 'state': {'step': jnp.int32(20)}})


NET = written([('Block', block(3)), ('last', block(4)), ('Dense', (4, 1))])
PLAIN = written([('layer_1', (3, 4)), ('layer_2', (4, 1))])


def load(content):
  restored = serialization.msgpack_restore(content)
  return restored['target']['params']


def evaluate(model):
  return Net().apply({'params': model}, X), jax.tree_util.tree_leaves(model['last'])


def main():
  model = checkpoints.convert_pre_linen(load(NET))
  seen = [evaluate(model)]
  for warm in (True, False):
    if warm:
      params = jax.tree_util.tree_map(jnp.asarray, serialization.msgpack_restore(NET)['target']['params'])
    else:
      params = Net().init(jax.random.PRNGKey(0), X)['params']
    optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=checkpoints.convert_pre_linen(params), tx=optax.sgd(0.1, momentum=0.9))
    grad = jax.grad(lambda model: jnp.sum(Net().apply({'params': model}, X) ** 2))(optimizer.params)
    seen.append(evaluate(optimizer.apply_gradients(grads=grad).params))
  params = Net().init(jax.random.PRNGKey(0), X)['params']
  model = checkpoints.convert_pre_linen(load(NET))
  seen.append(Net().apply({'params': model}, X))
  plain = load(PLAIN)
  seen.append(Plain().apply({'params': plain}, X))
  return seen


result = main()
