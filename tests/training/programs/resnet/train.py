"""Trains a residual network on all devices, and starts again from a checkpoint.

The learning rate warms up and falls along a cosine; weight decay is part of the
loss.
"""

import functools
import json
import tempfile

import flax
from flax import jax_utils
from flax import nn
from flax import optim
from flax.training import checkpoints
from flax.training import common_utils
import jax
from jax import lax
import jax.numpy as jnp

import input_pipeline
import models
import schedule

CONFIG = dict(
    num_classes=10,
    image_size=8,
    batch_size=8,
    num_steps=30,
    warmup_steps=6,
    learning_rate=0.1,
    momentum=0.9,
    weight_decay=1e-3,
)


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


@flax.struct.dataclass
class TrainState:
  """Everything that a checkpoint holds."""
  step: int
  optimizer: optim.Optimizer
  model_state: nn.Collection


def create_model(key, module, input_shape):
  with nn.stateful() as model_state:
    _, params = module.init_by_shape(key, [(input_shape, jnp.float32)])
  return nn.Model(module, params), model_state


def create_train_state(config, key, module):
  shape = (1, config['image_size'], config['image_size'], 3)
  model, model_state = create_model(key, module, shape)
  optimizer_def = optim.Momentum(beta=config['momentum'], nesterov=True)
  optimizer = optimizer_def.create(model)
  return TrainState(step=0, optimizer=optimizer, model_state=model_state)


def l2_of_kernels(params):
  return 0.5 * sum(
      jnp.sum(jnp.square(p)) for p in jax.tree_leaves(params) if p.ndim > 1)


def compute_metrics(logits, labels):
  one_hot = common_utils.onehot(labels, CONFIG['num_classes'])
  return {
      'loss': -jnp.mean(jnp.sum(one_hot * logits, axis=-1)),
      'error': jnp.mean(jnp.argmax(logits, -1) != labels),
  }


def train_step(state, batch, learning_rate_fn, weight_decay):
  """One step on one of the devices."""

  def loss_fn(model):
    with nn.stateful(state.model_state) as new_model_state:
      logits = model(batch['image'])
    loss = compute_metrics(logits, batch['label'])['loss']
    loss += weight_decay * l2_of_kernels(model.params)
    return loss, (new_model_state, logits)

  optimizer = state.optimizer
  lr = learning_rate_fn(state.step)
  grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
  (loss, (new_model_state, logits)), grad = grad_fn(optimizer.target)
  grad = lax.pmean(grad, axis_name='batch')
  new_optimizer = optimizer.apply_gradient(grad, learning_rate=lr)
  metrics = compute_metrics(logits, batch['label'])
  metrics['objective'] = loss
  metrics = lax.pmean(metrics, axis_name='batch')
  metrics['learning_rate'] = lr
  new_state = state.replace(
      step=state.step + 1,
      optimizer=new_optimizer,
      model_state=new_model_state)
  return new_state, metrics


def eval_step(model, model_state, batch):
  with nn.stateful(model_state, mutable=False):
    logits = model(batch['image'], train=False)
  return lax.pmean(compute_metrics(logits, batch['label']), axis_name='batch')


def sync_model_state(state):
  """Every device saw other images: average what they know of them."""
  if not state.model_state.as_dict():
    return state
  average = jax.pmap(lambda x: lax.pmean(x, 'devices'), 'devices')
  return state.replace(model_state=average(state.model_state))


def save(workdir, state):
  if jax.host_id() == 0:
    state = jax.device_get(jax_utils.unreplicate(state))
    checkpoints.save_checkpoint(workdir, state, int(state.step))


def train(config, workdir):
  """Goes on from the newest checkpoint until it has made `num_steps`."""
  module = models.ResNet.partial(
      num_classes=config['num_classes'], stage_sizes=[1, 1])
  state = create_train_state(config, jax.random.PRNGKey(0), module)
  state = checkpoints.restore_checkpoint(workdir, state)
  first_step = int(state.step)
  log(first_step=first_step)
  state = jax_utils.replicate(state)

  learning_rate_fn = schedule.warmup_cosine(
      config['learning_rate'], config['warmup_steps'], CONFIG['num_steps'])
  p_train_step = jax.pmap(
      functools.partial(
          train_step,
          learning_rate_fn=learning_rate_fn,
          weight_decay=config['weight_decay']),
      axis_name='batch')
  p_eval_step = jax.pmap(eval_step, axis_name='batch')

  train_iter = input_pipeline.batches(
      config['batch_size'], config['image_size'], seed=first_step)
  eval_iter = input_pipeline.batches(
      config['batch_size'], config['image_size'], seed=99)
  for step in range(first_step, config['num_steps']):
    batch = common_utils.shard(next(train_iter))
    state, metrics = p_train_step(state, batch)
    log(step=step, **jax_utils.unreplicate(metrics))
    if (step + 1) % 10 == 0:
      state = sync_model_state(state)
      batch = common_utils.shard(next(eval_iter))
      metrics = p_eval_step(state.optimizer.target, state.model_state, batch)
      metrics = jax_utils.unreplicate(metrics)
      log(**{'eval_' + name: value for name, value in metrics.items()})
      save(workdir, state)


if __name__ == '__main__':
  with tempfile.TemporaryDirectory() as directory:
    train({**CONFIG, 'num_steps': 20}, directory)
    train(CONFIG, directory)
