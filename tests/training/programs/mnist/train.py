"""Teaches a small convolutional network to read digits: python train.py."""

import json

from flax import nn
from flax import optim
import jax
from jax import random
import jax.numpy as jnp
import numpy as onp

BATCH_SIZE = 8
NUM_TRAIN = 80
NUM_TEST = 32
NUM_EPOCHS = 3


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


class CNN(nn.Module):
  """Two convolutions and two dense layers."""

  def apply(self, x):
    x = nn.Conv(x, features=4, kernel_size=(3, 3))
    x = nn.relu(x)
    x = nn.avg_pool(x, window_shape=(2, 2), strides=(2, 2))
    x = nn.Conv(x, features=8, kernel_size=(3, 3))
    x = nn.relu(x)
    x = nn.avg_pool(x, window_shape=(2, 2), strides=(2, 2))
    x = x.reshape((x.shape[0], -1))
    x = nn.Dense(x, features=16)
    x = nn.relu(x)
    x = nn.Dense(x, features=10)
    return nn.log_softmax(x)


def make_digits():
  """Digits that never were: ten prototypes with noise on them."""
  rng = onp.random.RandomState(0)
  prototypes = rng.normal(size=(10, 8, 8, 1))

  def draw(n):
    label = rng.randint(10, size=n)
    image = prototypes[label] + 0.1 * rng.normal(size=(n, 8, 8, 1))
    return {'image': onp.float32(image), 'label': onp.int32(label)}

  return draw(NUM_TRAIN), draw(NUM_TEST)


def nll(log_probs, labels):
  picked = jnp.take_along_axis(log_probs, labels[:, None], axis=1)
  return -jnp.mean(picked)


def metrics_of(log_probs, labels):
  return {
      'loss': nll(log_probs, labels),
      'accuracy': jnp.mean(jnp.argmax(log_probs, -1) == labels),
  }


def create_model(key):
  _, initial_params = CNN.init_by_shape(key, [((1, 8, 8, 1), jnp.float32)])
  model = nn.Model(CNN, initial_params)
  return model


def create_optimizer(model, learning_rate, beta):
  optimizer_def = optim.Momentum(learning_rate=learning_rate, beta=beta)
  optimizer = optimizer_def.create(model)
  return optimizer


@jax.jit
def train_step(optimizer, batch):
  """One step; gives the new optimizer, and the metrics from before."""

  def loss_fn(model):
    log_probs = model(batch['image'])
    return nll(log_probs, batch['label']), log_probs

  grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
  (_, log_probs), grad = grad_fn(optimizer.target)
  optimizer = optimizer.apply_gradient(grad)
  return optimizer, metrics_of(log_probs, batch['label'])


@jax.jit
def eval_step(model, batch):
  return metrics_of(model(batch['image']), batch['label'])


def run_epoch(optimizer, dataset, key):
  """One pass over the data in a new order; returns the mean loss too."""
  order = onp.asarray(random.permutation(key, NUM_TRAIN))
  losses = []
  for rows in onp.split(order, NUM_TRAIN // BATCH_SIZE):
    batch = jax.tree_map(lambda column: column[rows], dataset)
    optimizer, metrics = train_step(optimizer, batch)
    log(**metrics)
    losses.append(metrics['loss'])
  return optimizer, onp.mean(jax.device_get(losses))


def main():
  train_set, test_set = make_digits()
  rng, init_rng = random.split(random.PRNGKey(0))
  model = create_model(init_rng)
  log(**{'initial_' + k: v for k, v in eval_step(model, test_set).items()})
  optimizer = create_optimizer(model, learning_rate=0.05, beta=0.9)

  for epoch in range(NUM_EPOCHS):
    rng, epoch_rng = random.split(rng)
    optimizer, train_loss = run_epoch(optimizer, train_set, epoch_rng)
    metrics = eval_step(optimizer.target, test_set)
    log(epoch=epoch, train_loss=train_loss,
        test_loss=metrics['loss'], test_accuracy=metrics['accuracy'])


if __name__ == '__main__':
  main()
