"""Kernels and biases each have an optimizer of their own; the embedding stays."""

import json

import flax
from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np

WIDTH = 12


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


class Net(nn.Module):

  def apply(self, ids, width=WIDTH):
    x = nn.Embed(ids, num_embeddings=9, features=4, name='embed')
    x = jnp.mean(x, axis=1)
    for _ in range(2):
      x = nn.Dense(x, width, bias_init=nn.initializers.normal(0.1))
      x = nn.elu(x)
    return nn.Dense(x, 1, name='head')[:, 0]


def get_batch(rng):
  ids = rng.randint(9, size=(8, 3))
  return ids, np.float32(np.sin(ids.sum(axis=1)))


def loss_fn(model, ids, y):
  return jnp.mean((model(ids) - y) ** 2)


@jax.jit
def train_step(optimizer, ids, y):
  grad = jax.grad(loss_fn)(optimizer.target, ids, y)
  return optimizer.apply_gradient(grad), grad


def norms(tree):
  return {
      '/'.join(path): jnp.sqrt(jnp.sum(value ** 2))
      for path, value in flax.traverse_util.flatten_dict(tree).items()}


def main():
  rng = np.random.RandomState(0)
  _, params = Net.init_by_shape(jax.random.PRNGKey(0), [((1, 3), jnp.int32)])
  model = nn.Model(Net, params)
  kernels = optim.ModelParamTraversal(lambda path, _: 'kernel' in path)
  biases = optim.ModelParamTraversal(lambda path, _: 'bias' in path)
  kernel_opt = optim.Momentum(learning_rate=0.05, beta=0.8, weight_decay=1e-3)
  bias_opt = optim.Adam(learning_rate=0.02)
  opt_def = optim.MultiOptimizer((kernels, kernel_opt), (biases, bias_opt))
  optimizer = opt_def.create(model)
  for _ in range(30):
    ids, y = get_batch(rng)
    optimizer, grad = train_step(optimizer, ids, y)
    grad_norms = norms(grad.params)
    log(loss=loss_fn(optimizer.target, ids, y),
        head=grad_norms['head/kernel'], embed=grad_norms['embed/embedding'])
  before, after = norms(params), norms(optimizer.target.params)
  log(**{'moved_' + kind: sum(after[name] - before[name]
                              for name in before if name.endswith(kind))
         for kind in ('kernel', 'bias', 'embedding')})


if __name__ == '__main__':
  main()
