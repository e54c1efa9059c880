"""Trains an image classifier: python train.py --workdir DIR [--debug]."""

import argparse
import functools

from flax import jax_utils
from flax import nn, optim, struct
from flax.training import common_utils
import jax
from jax import lax
import jax.numpy as jnp

from lumen.configs import cifar
from lumen.models import get_classifier
from lumen.utils import schedules
from lumen.utils.data import image_batches
from lumen.utils.losses import accuracy, cross_entropy_loss


@struct.dataclass
class TrainState:
  step: int
  optimizer: optim.Optimizer
  model_state: nn.Collection


def create_model(key, model_def, batch_size, image_shape):
  """Initializes parameters and batch statistics."""
  input_shape = (batch_size,) + tuple(image_shape)
  with nn.stateful() as init_state:
    with nn.stochastic(jax.random.PRNGKey(0)):
      _, initial_params = model_def.init_by_shape(
          key, [(input_shape, jnp.float32)])
      model = nn.Model(model_def, initial_params)
  return model, init_state


def create_optimizer(model, learning_rate, beta):
  optimizer_def = optim.Momentum(
      learning_rate=learning_rate, beta=beta, nesterov=True)
  return optimizer_def.create(model)


def compute_metrics(logits, labels):
  metrics = {
      'loss': cross_entropy_loss(logits, labels),
      'accuracy': accuracy(logits, labels),
  }
  return lax.pmean(metrics, axis_name='batch')


def train_step(state, batch, rng, learning_rate_fn, weight_decay):
  """One step on every device."""

  def loss_fn(model):
    with nn.stateful(state.model_state) as new_model_state:
      with nn.stochastic(rng):
        logits = model(batch['image'])
    loss = cross_entropy_loss(logits, batch['label'])
    kernels = [p for p in jax.tree_util.tree_leaves(model.params) if p.ndim > 1]
    loss += 0.5 * weight_decay * sum(jnp.sum(p ** 2) for p in kernels)
    return loss, (new_model_state, logits)

  step = state.step
  optimizer = state.optimizer
  lr = learning_rate_fn(step)
  grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
  (_, (new_model_state, logits)), grad = grad_fn(optimizer.target)
  grad = lax.pmean(grad, axis_name='batch')
  new_optimizer = optimizer.apply_gradient(grad, learning_rate=lr)
  metrics = compute_metrics(logits, batch['label'])
  metrics['learning_rate'] = lr
  new_state = state.replace(
      step=step + 1, optimizer=new_optimizer, model_state=new_model_state)
  return new_state, metrics


def save_checkpoint(workdir, state):
  """Writes what the first device has."""
  from flax.training import checkpoints  # imports TensorFlow
  if jax.host_id() == 0:
    state = jax.tree_util.tree_map(lambda x: x[0], state)
    checkpoints.save_checkpoint(workdir, state, int(state.step), keep=3)


def restore_checkpoint(workdir, state):
  from flax.training import checkpoints
  return checkpoints.restore_checkpoint(workdir, state)


def train(config, workdir=None):
  """Trains and returns the last metrics."""
  rng = jax.random.PRNGKey(config['seed'])
  rng, init_rng = jax.random.split(rng)
  model_def = get_classifier(config['model'], **config['model_kwargs'])
  model, model_state = create_model(
      init_rng, model_def, config['batch_size'], config['image_shape'])
  optimizer = create_optimizer(
      model, config['learning_rate'], config['momentum'])
  del model  # the optimizer has it
  state = TrainState(step=0, optimizer=optimizer, model_state=model_state)
  if workdir:
    state = restore_checkpoint(workdir, state)
  start = int(state.step)
  state = jax_utils.replicate(state)

  steps_per_epoch = config['steps_per_epoch']
  total_steps = steps_per_epoch * config['num_epochs']
  learning_rate_fn = schedules.warmup_cosine(
      config['learning_rate'], steps_per_epoch * config['warmup_epochs'],
      total_steps)
  p_train_step = jax.pmap(
      functools.partial(
          train_step, learning_rate_fn=learning_rate_fn,
          weight_decay=config['weight_decay']),
      axis_name='batch')

  batches = image_batches(config['batch_size'], config['image_shape'])
  metrics = None
  for step in range(start, total_steps):
    rng, step_rng = jax.random.split(rng)
    batch = common_utils.shard(next(batches))
    state, metrics = p_train_step(
        state, batch, common_utils.shard_prng_key(step_rng))
    if (step + 1) % steps_per_epoch == 0:
      print('step', step + 1, jax_utils.unreplicate(metrics))
      if workdir:
        save_checkpoint(workdir, state)
  return jax_utils.unreplicate(metrics)


def main():
  parser = argparse.ArgumentParser(description=__doc__)
  parser.add_argument('--workdir')
  parser.add_argument('--debug', action='store_true')
  args = parser.parse_args()
  train(cifar.DEBUG if args.debug else cifar.CONFIG, args.workdir)


if __name__ == '__main__':
  main()
