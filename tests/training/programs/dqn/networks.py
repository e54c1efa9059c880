"""Values of actions."""

import flax
import jax.numpy as jnp


class QNetwork(flax.nn.Module):
  """Dueling: the value of a state, and what each action is better than others."""

  def apply(self, x, num_actions, hidden=(16, 16)):
    x = x.astype(jnp.float32)
    for width in hidden:
      x = flax.nn.relu(flax.nn.Dense(x, features=width))
    advantage = flax.nn.Dense(x, features=num_actions)
    value = flax.nn.Dense(x, features=1)
    return value + advantage - advantage.mean(axis=-1, keepdims=True)
