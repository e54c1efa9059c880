"""The guide's "Top-level training code patterns", its left side.

Repaired, for it can't run as it stands: the loss is between labels and logits
(the guide multiplies labels by labels, under a name that it never defines), the
loss closes over a batch that is there, and CNN, which the guide doesn't show,
is a small one.
"""

import json

from flax import nn, optim
import jax
import jax.numpy as jnp
import numpy as np


class CNN(nn.Module):

  def apply(self, x):
    x = nn.relu(nn.Conv(x, 4, (7, 7), strides=(7, 7)))
    return nn.Dense(x.reshape((x.shape[0], -1)), 10)


def create_model(key):
  _, initial_params = CNN.init_by_shape(
      key, [((1, 28, 28, 1), jnp.float32)])
  model = nn.Model(CNN, initial_params)
  return model


def create_optimizer(model, learning_rate):
  optimizer_def = optim.Momentum(learning_rate=learning_rate)
  optimizer = optimizer_def.create(model)
  return optimizer


def cross_entropy_loss(*, logits, labels):
  one_hot_labels = jax.nn.one_hot(labels, num_classes=10)
  return -jnp.mean(jnp.sum(one_hot_labels * nn.log_softmax(logits), axis=-1))


@jax.jit
def train_step(optimizer, batch):

  def loss_fn(model):
    logits = model(batch['image'])
    loss = cross_entropy_loss(logits=logits, labels=batch['label'])
    return loss, logits

  (loss, logits), grad = jax.value_and_grad(loss_fn, has_aux=True)(
      optimizer.target)
  return optimizer.apply_gradient(grad), loss


def main():
  rng = np.random.RandomState(0)
  optimizer = create_optimizer(create_model(jax.random.PRNGKey(0)), 0.01)
  for step in range(30):
    batch = {'image': np.float32(rng.normal(size=(4, 28, 28, 1))),
             'label': rng.randint(10, size=4)}
    optimizer, loss = train_step(optimizer, batch)
    print(json.dumps({'step': step, 'loss': float(loss)}))


if __name__ == '__main__':
  main()
