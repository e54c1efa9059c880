"""Trains a regression on every device at once."""

import json

import flax
from flax import jax_utils
from flax import nn
from flax import optim
from flax.training import common_utils
import jax
from jax import lax
import jax.numpy as jnp
import numpy as np

import models

NUM_STEPS = 30
BATCH_SIZE = 8


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def batches():
  rng = np.random.RandomState(1)
  w = rng.normal(size=(6, 2))
  while True:
    x = rng.normal(size=(BATCH_SIZE, 6)).astype(np.float32)
    y = np.tanh(x @ w) + 0.01 * rng.normal(size=(BATCH_SIZE, 2))
    yield {'x': x, 'y': y.astype(np.float32)}


def mse(predictions, targets):
  return jnp.mean(jnp.square(predictions - targets))


def train_step(optimizer, batch):
  """Performs a training step on one device; gradients are averaged."""

  def loss_fn(model):
    predictions = model(batch['x'])
    return mse(predictions, batch['y'])

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  grad = lax.pmean(grad, axis_name='batch')
  step = optimizer.state.step
  optimizer = optimizer.apply_gradient(grad)
  metrics = {
      'loss': loss,
      'grad_norm': jnp.sqrt(sum(jnp.vdot(g, g) for g in jax.tree_leaves(grad))),
  }
  metrics = lax.pmean(metrics, axis_name='batch')
  metrics['step'] = step
  return optimizer, metrics


def eval_step(model, batch):
  return lax.pmean({'mse': mse(model(batch['x']), batch['y'])}, 'batch')


p_train_step = jax.pmap(train_step, axis_name='batch', donate_argnums=(0,))
p_eval_step = jax.pmap(eval_step, axis_name='batch')


def main():
  model_def = models.MLP.partial(layers=(16, 16), num_outputs=2)
  _, params = model_def.init(jax.random.PRNGKey(0), jnp.zeros((1, 6)))
  model = nn.Model(model_def, params)
  num_params = sum(p.size for p in jax.tree_leaves(model.params))
  log(num_params=num_params)

  optimizer = optim.Adam(learning_rate=1e-2, beta2=0.98, eps=1e-6).create(model)
  del model
  optimizer = jax_utils.replicate(optimizer)

  data = batches()
  for i in range(NUM_STEPS):
    batch = common_utils.shard(next(data))
    optimizer, metrics = p_train_step(optimizer, batch)
    log(**jax_utils.unreplicate(metrics))
    if (i + 1) % 10 == 0:
      batch = common_utils.shard(next(data))
      log(**jax_utils.unreplicate(p_eval_step(optimizer.target, batch)))

  optimizer = jax_utils.unreplicate(optimizer)
  log(final_step=optimizer.state.step)
  model = optimizer.target
  for name, value in sorted(flax.traverse_util.flatten_dict(model.params).items()):
    log(**{'/'.join(name[-1:]) + '_norm': jnp.linalg.norm(value)})


if __name__ == '__main__':
  main()
