from flax import linen as nn
import jax
import jax.numpy as jnp


class Critic(nn.Module):
  @nn.compact
  def __call__(self, state, action):
    return nn.Dense(1)(jnp.concatenate([state, action], -1))


def build(module, key, input_shapes):
  params = module().init(key, *(jnp.ones(spec) for spec in input_shapes))['params']
  return params


def build_critic(shapes, key):
  return build(Critic, key, shapes)


critic = build_critic([(1, 3), (1, 2)], jax.random.PRNGKey(0))
target = build_critic(shapes=[(1, 3), (1, 2)], key=jax.random.PRNGKey(1))
states, actions = jnp.ones((4, 3)), jnp.linspace(-1.0, 1.0, 8).reshape(4, 2)
result = Critic().apply({'params': critic}, states, actions), Critic().apply({'params': target}, states, actions)
