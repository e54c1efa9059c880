from flax import nn
from flax import optim
from flax import serialization
import jax
import jax.numpy as jnp


class Block(nn.Module):
  def apply(self, x, width):
    x = nn.LayerNorm(nn.Dense(x, width))
    return nn.Dense(nn.relu(x), width)


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(Block(Block(x, 4), 4, name='last'), 1)


class Plain(nn.Module):
  def apply(self, x):
    return nn.Dense(nn.Dense(x, 4, name='layer_1'), 1, name='layer_2')


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
  return model(X), jax.tree_leaves(model.params['last'])


def main():
  model = nn.Model(Net, load(NET))
  seen = [evaluate(model)]
  for warm in (True, False):
    if warm:
      params = jax.tree_map(jnp.asarray, serialization.msgpack_restore(NET)['target']['params'])
    else:
      _, params = Net.init(jax.random.PRNGKey(0), X)
    optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(Net, params))
    grad = jax.grad(lambda model: jnp.sum(model(X) ** 2))(optimizer.target)
    seen.append(evaluate(optimizer.apply_gradient(grad).target))
  _, params = Net.init(jax.random.PRNGKey(0), X)
  model = nn.Model(Net, params).replace(params=load(NET))
  seen.append(model(X))
  plain = nn.Model(Plain, load(PLAIN))
  seen.append(plain(X))
  return seen


result = main()
