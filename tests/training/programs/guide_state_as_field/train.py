"""The guide's patterns for batch statistics in training code, its left side.

Repaired: `initial_model` returns what it collected (the guide has two names for
it), the loss closes over a batch that is there, and ResNet is a small one. Its
`train` is told to become a field, as the guide has it.
"""

import json

from flax import nn, optim
import jax
import jax.numpy as jnp
import numpy as np


class ResNet(nn.Module):

  def apply(self, x, train=True):  # linen-upgrade: train=field
    norm = nn.BatchNorm.partial(use_running_average=not train, momentum=0.9)
    x = norm(nn.Conv(x, 4, (3, 3), strides=(2, 2), bias=False))
    x = nn.relu(x + norm(nn.Conv(nn.relu(x), 4, (3, 3), bias=False)))
    return nn.Dense(x.mean(axis=(1, 2)), 3)


def cross_entropy(logits, label):
  one_hot = jax.nn.one_hot(label, 3)
  return -jnp.mean(jnp.sum(one_hot * nn.log_softmax(logits), axis=-1))


def compute_metrics(logits, label):
  return {'loss': cross_entropy(logits, label),
          'accuracy': jnp.mean(jnp.argmax(logits, -1) == label)}


# initial params and state
def initial_model(key, init_batch):
  with nn.stateful() as initial_state:
    _, initial_params = ResNet.init(key, init_batch)
  model = nn.Model(ResNet, initial_params)
  return model, initial_state


@jax.jit
def train_step(optimizer, model_state, batch):

  # updates batch statistics during training
  def loss_fn(model, model_state):
    with nn.stateful(model_state) as new_model_state:
      logits = model(batch['image'])
    return cross_entropy(logits, batch['label']), new_model_state

  grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
  (loss, new_model_state), grad = grad_fn(optimizer.target, model_state)
  return optimizer.apply_gradient(grad), new_model_state, loss


# reads immutable batch statistics during evaluation
@jax.jit
def eval_step(model, model_state, batch):
  with nn.stateful(model_state, mutable=False):
    logits = model(batch['image'], train=False)
  return compute_metrics(logits, batch['label'])


def main():
  rng = np.random.RandomState(0)

  def next_batch():
    label = rng.randint(3, size=6)
    image = rng.normal(size=(6, 8, 8, 1)) + label[:, None, None, None]
    return {'image': np.float32(image), 'label': label}

  model, model_state = initial_model(
      jax.random.PRNGKey(0), next_batch()['image'])
  optimizer = optim.Momentum(learning_rate=0.05).create(model)
  for step in range(30):
    optimizer, model_state, loss = train_step(
        optimizer, model_state, next_batch())
    metrics = eval_step(optimizer.target, model_state, next_batch())
    print(json.dumps({'step': step, 'train_loss': float(loss),
                      'loss': float(metrics['loss']),
                      'accuracy': float(metrics['accuracy'])}))


if __name__ == '__main__':
  main()
