"""A Linen model of early 2021, trained with flax.optim."""

import json
from typing import Sequence

from flax import linen as nn
from flax import optim
import jax
import jax.numpy as jnp
import numpy as np

BATCH_SIZE = 8


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


class Classifier(nn.Module):
  """Dense layers with dropout between them."""
  widths: Sequence[int]
  num_classes: int = 3
  dropout_rate: float = 0.2

  @nn.compact
  def __call__(self, x, train=True):
    for width in self.widths:
      x = nn.relu(nn.Dense(width)(x))
      x = nn.Dropout(rate=self.dropout_rate)(x, deterministic=not train)
    return nn.Dense(self.num_classes)(x)


def cross_entropy(logits, labels):
  one_hot = jax.nn.one_hot(labels, logits.shape[-1])
  return -jnp.mean(jnp.sum(one_hot * nn.log_softmax(logits), axis=-1))


def make_data(seed, size):
  rng = np.random.RandomState(seed)
  x = rng.normal(size=(size, 4)).astype(np.float32)
  return x, np.argmax(x[:, :3], axis=-1).astype(np.int32)


def train(model, num_steps=30, learning_rate=1e-2):
  """Trains the model and returns the optimizer."""
  rng = jax.random.PRNGKey(3)
  rng, init_rng = jax.random.split(rng)
  variables = model.init({'params': init_rng}, jnp.ones((1, 4)), train=False)
  optimizer_def = optim.Adam(learning_rate, weight_decay=1e-2)
  optimizer = optimizer_def.create(variables['params'])

  @jax.jit
  def step_fn(optimizer, x, y, dropout_rng):
    def loss_fn(params):
      logits = model.apply(
          {'params': params}, x, rngs={'dropout': dropout_rng})
      return cross_entropy(logits, y)
    # A new mask for every step.
    dropout_rng = jax.random.fold_in(dropout_rng, optimizer.state.step)
    loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
    lr = learning_rate / (1. + 0.1 * optimizer.state.step)
    return optimizer.apply_gradient(grad, learning_rate=lr), loss, lr

  x_train, y_train = make_data(0, 64)
  for step in range(num_steps):
    rows = (np.arange(BATCH_SIZE) + BATCH_SIZE * step) % len(x_train)
    optimizer, loss, lr = step_fn(optimizer, x_train[rows], y_train[rows], rng)
    log(step=int(optimizer.state.step), loss=loss, learning_rate=lr)
  return optimizer


def main():
  model = Classifier(widths=(16, 16))
  optimizer = train(model)
  x_test, y_test = make_data(1, 32)
  logits = model.apply({'params': optimizer.target}, x_test, train=False)
  log(test_loss=cross_entropy(logits, y_test),
      test_accuracy=jnp.mean(jnp.argmax(logits, -1) == y_test))


if __name__ == '__main__':
  main()
