"""The companion guide on Optax, "Multiple Optimizers": kernels and biases apart.

Repaired: in Flax 0.3 the traversals are in flax.optim.
"""

import json

import flax
from flax import linen as nn
import jax
import jax.numpy as jnp
import numpy as np

learning_rate, momentum, weight_decay = 0.05, 0.8, 0.01
grad_clip_norm = 0.5


class Mlp(nn.Module):

  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(nn.tanh(nn.Dense(5)(x)))[..., 0]


model = Mlp()
variables = model.init(jax.random.PRNGKey(0), jnp.ones((1, 3)))


def loss(params, batch):
  return jnp.mean((model.apply({'params': params}, batch['x']) - batch['y']) ** 2)


def get_ds_train():
  rng = np.random.RandomState(0)
  for _ in range(30):
    x = rng.normal(size=(6, 3))
    yield {'x': np.float32(x), 'y': np.float32(np.sin(2 * x.sum(axis=-1)))}


@jax.jit
def train_step(optimizer, batch):
  grads = jax.grad(loss)(optimizer.target, batch)
  return optimizer.apply_gradient(grads)


kernels = flax.optim.ModelParamTraversal(lambda p, _: 'kernel' in p)
biases = flax.optim.ModelParamTraversal(lambda p, _: 'bias' in p)

kernel_opt = flax.optim.Momentum(learning_rate, momentum)
bias_opt = flax.optim.Momentum(learning_rate * 0.1, momentum)

optimizer = flax.optim.MultiOptimizer(
    (kernels, kernel_opt),
    (biases, bias_opt)
).create(variables['params'])

for batch in get_ds_train():
  optimizer = train_step(optimizer, batch)
  print(json.dumps({'loss': float(loss(optimizer.target, batch))}))
