"""An actor-critic for pixels with a recurrent core and two heads."""

from flax import nn
import jax
import jax.numpy as jnp


class Torso(nn.Module):
  def apply(self, frames, features=(2, 4)):
    x = frames.astype(jnp.float32) / 255.0
    for n in features:
      x = nn.relu(nn.Conv(x, n, (3, 3), (2, 2), kernel_init=nn.initializers.orthogonal()))
    return x.reshape((x.shape[0], -1))


class ActorCritic(nn.Module):
  def apply(self, frames, last_reward, num_actions=3, core_size=4):
    x = nn.relu(nn.Dense(Torso(frames), 2 * core_size))
    x = jnp.concatenate([x, last_reward[:, None]], axis=-1)
    carry = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), (x.shape[0],), core_size)
    carry, h = nn.LSTMCell(carry, x, name="core")
    logits = nn.Dense(h, num_actions, kernel_init=nn.initializers.orthogonal(0.01), name="policy")
    value = nn.Dense(h, 1, name="value")
    return nn.log_softmax(logits), jnp.squeeze(value, -1)


class QNetwork(nn.Module):
  def apply(self, frames, num_actions=3, dueling=True):
    x = nn.relu(nn.Dense(Torso(frames, features=[2, 3]), 5))
    advantages = nn.Dense(x, num_actions)
    if not dueling:
      return advantages
    return nn.Dense(x, 1) + advantages - advantages.mean(-1, keepdims=True)
