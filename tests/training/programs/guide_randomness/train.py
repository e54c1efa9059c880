"""The guide's section on randomness, its left side: a free function that draws.

Repaired: names come from where they are, the draw is `nn.make_rng()`, inputs are
there, and Transformer is a small model that calls the guide's dropout.
"""

import json

from flax import nn, optim
import jax
from jax import lax, random
import jax.numpy as jnp
import numpy as np


def dropout(inputs, rate, deterministic=False):
  keep_prob = 1. - rate
  if deterministic:
    return inputs
  else:
    mask = random.bernoulli(
        nn.make_rng(), p=keep_prob, shape=inputs.shape)
    return lax.select(
        mask, inputs / keep_prob, jnp.zeros_like(inputs))


class Transformer(nn.Module):

  def apply(self, inputs, train=True):
    x = nn.LayerNorm(inputs)
    x = nn.SelfAttention(x, num_heads=2)
    x = inputs + dropout(x, 0.2, deterministic=not train)
    return nn.Dense(dropout(x.mean(axis=1), 0.1, deterministic=not train), 1)


@jax.jit
def train_step(optimizer, inputs, targets, dropout_rng):

  def loss_fn(model, dropout_rng):
    with nn.stochastic(dropout_rng):
      logits = model(inputs)
    return jnp.mean((logits[:, 0] - targets) ** 2)

  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target, dropout_rng)
  return optimizer.apply_gradient(grad), loss


def main():
  data = np.random.RandomState(0)
  rng, init_rng = random.split(random.PRNGKey(0))
  with nn.stochastic(init_rng):
    _, params = Transformer.init(init_rng, jnp.ones((1, 3, 4)))
  optimizer = optim.Adam(learning_rate=0.01).create(
      nn.Model(Transformer, params))
  for step in range(30):
    rng, dropout_rng = random.split(rng)
    inputs = np.float32(data.normal(size=(4, 3, 4)))
    targets = inputs[:, 0, 0]
    optimizer, loss = train_step(optimizer, inputs, targets, dropout_rng)
    outputs = optimizer.target(inputs, train=False)
    print(json.dumps({'step': step, 'loss': float(loss),
                      'eval_loss': float(np.mean((outputs[:, 0] - targets) ** 2))}))


if __name__ == '__main__':
  main()
