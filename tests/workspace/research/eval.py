"""Evaluates a classifier, and looks into it."""

import argparse

from flax import nn
import jax
import numpy as np

from lumen.configs import cifar
from lumen.models import get_classifier
from lumen.utils.data import image_batches
from lumen.utils.losses import accuracy, cross_entropy_loss
from train import create_model, create_optimizer, restore_checkpoint, TrainState


@jax.jit
def eval_step(model, model_state, batch):
  with nn.stateful(model_state, mutable=False):
    logits = model(batch['image'], train=False)
  return {
      'loss': cross_entropy_loss(logits, batch['label']),
      'accuracy': accuracy(logits, batch['label']),
  }


def evaluate(model, model_state, batches, num_batches):
  """Means over some batches."""
  metrics = [
      eval_step(model, model_state, next(batches)) for _ in range(num_batches)
  ]
  return {
      name: float(np.mean([m[name] for m in metrics])) for name in metrics[0]
  }


def activations(model, model_state, images):
  """Mean absolute output of every module."""
  with nn.stateful(model_state, mutable=False):
    with nn.capture_module_outputs() as outputs:
      model(images, train=False)
  return {
      path: float(np.mean(np.abs(values[0])))
      for path, values in outputs.as_dict().items()
  }


def embed(model, model_state, images, layer='/bn_init'):
  """Outputs of one layer."""
  with nn.stateful(model_state, mutable=False):
    return model.truncate_at(layer)(images, train=False)[0]


def main():
  parser = argparse.ArgumentParser(description=__doc__)
  parser.add_argument('--workdir')
  parser.add_argument('--num_batches', type=int, default=10)
  parser.add_argument('--activations', action='store_true')
  args = parser.parse_args()

  config = cifar.CONFIG
  model_def = get_classifier(config['model'], **config['model_kwargs'])
  model, model_state = create_model(
      jax.random.PRNGKey(0), model_def, config['batch_size'],
      config['image_shape'])
  if args.workdir:
    optimizer = create_optimizer(model, 0., config['momentum'])
    state = restore_checkpoint(
        args.workdir, TrainState(0, optimizer, model_state))
    model, model_state = state.optimizer.target, state.model_state
  batches = image_batches(config['batch_size'], config['image_shape'], seed=1)
  print(evaluate(model, model_state, batches, args.num_batches))
  if args.activations:
    print(activations(model, model_state, next(batches)['image']))


if __name__ == '__main__':
  main()
