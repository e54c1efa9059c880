# unsafe: what defines optimizers is rewritten; what has to follow is left
import jax
import jax.numpy as jnp
import optax


def flax_lamb_trust(update, param):
    """The trust ratio of LAMB as flax.optim had it: what starts at zero is never moved."""
    param_norm, update_norm = jnp.linalg.norm(param), jnp.linalg.norm(update)
    return update * jnp.where(param_norm + update_norm > 0.0, param_norm / update_norm, 1.0)


def scale_by_rss_eps_outside(eps=1e-8):
    """Adagrad as flax.optim had it: sums start at zero, `eps` is added outside of the square root."""

    def init(params):
        return optax.ScaleByRssState(jax.tree_util.tree_map(jnp.zeros_like, params))

    def update(updates, state, params=None):
        del params
        sums = jax.tree_util.tree_map(lambda s, g: s + g * g, state.sum_of_squares, updates)
        updates = jax.tree_util.tree_map(lambda g, s: g / (jnp.sqrt(s) + eps), updates, sums)
        return updates, optax.ScaleByRssState(sums)

    return optax.GradientTransformation(init, update)


def create(lr):
  return optax.chain(optax.scale_by_adam(eps=1e-6), optax.stateless_with_tree_map(flax_lamb_trust), optax.scale_by_learning_rate(lr))


def other(lr):
  return optax.chain(scale_by_rss_eps_outside(), optax.scale_by_learning_rate(lr))
