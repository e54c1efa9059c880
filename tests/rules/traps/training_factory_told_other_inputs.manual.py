# expect: LIN401 unsafe: its inputs may be told by shapes alone
# One caller lists shapes, another one pairs of shape and type.
from flax import linen, nn
import jax
import jax.numpy as jnp


class Critic(linen.Module):

  @linen.compact
  def __call__(self, state):
    return linen.Dense(1)(state)


def build(key, input_shapes):
  _, params = Critic.init_by_shape(key, input_shapes)
  return nn.Model(Critic, params)


first = build(jax.random.PRNGKey(0), [(1, 3)])
second = build(jax.random.PRNGKey(1), [((1, 3), jnp.float32)])
