from flax import nn
import jax
import jax.numpy as jnp


class Critic(nn.Module):
  def apply(self, state, action):
    return nn.Dense(jnp.concatenate([state, action], -1), 1)


def build(module, key, input_shapes):
  _, params = module.init_by_shape(key, input_shapes)
  return nn.Model(module, params)


def build_critic(shapes, key):
  return build(Critic, key, shapes)


critic = build_critic([(1, 3), (1, 2)], jax.random.PRNGKey(0))
target = build_critic(shapes=[(1, 3), (1, 2)], key=jax.random.PRNGKey(1))
states, actions = jnp.ones((4, 3)), jnp.linspace(-1.0, 1.0, 8).reshape(4, 2)
result = critic(states, actions), target(states, actions)
