# unsafe: what defines optimizers is rewritten, and the imports go; what has to follow is left
"""Imports that lose a name, several names, all of them, and one in a function."""

import functools  # kept

import flax
from flax import (
    jax_utils,
    serialization,
)
from flax.training.dynamic_scale import DynamicScale as Scale
from flax.traverse_util import ModelParamTraversal
import jax
import jax.numpy as jnp
import optax


def flax_lamb_trust(update, param):
    """The trust ratio of LAMB as flax.optim had it: what starts at zero is never moved."""
    param_norm, update_norm = jnp.linalg.norm(param), jnp.linalg.norm(update)
    return update * jnp.where(param_norm + update_norm > 0.0, param_norm / update_norm, 1.0)


def flax_lars_scale(weight_decay=0, trust_coefficient=0.001, eps=0):
    """The trust ratio of LARS as flax.optim had it: the norms of gradient and weight decay are added."""

    def scaled(grad, param):
        grad_norm, param_norm = jnp.linalg.norm(grad), jnp.linalg.norm(param)
        ratio = trust_coefficient * param_norm / (grad_norm + weight_decay * param_norm + eps)
        is_zero = jnp.logical_or(grad_norm == 0.0, param_norm == 0.0)
        return jnp.where(is_zero, 1.0, ratio) * (grad + weight_decay * param)

    return optax.stateless_with_tree_map(scaled)


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


def weight_norm(wrapped_optimizer, wn_decay=0, wn_eps=1e-8):
    """WeightNorm of flax.optim: `wrapped_optimizer` moves the direction and the scale of every kernel apart."""

    def is_split(leaf):
        return leaf.size > leaf.shape[-1]

    def norm(leaf):
        return jnp.sqrt(jnp.square(leaf).sum(tuple(range(leaf.ndim - 1)), keepdims=True))

    def split(leaves, mults):
        directions = [p if m is None else p / m for p, m in zip(leaves, mults)]
        scales = [None if m is None else norm(p) * jnp.sign(m) for p, m in zip(leaves, mults)]
        return {"direction": directions, "scale": scales}

    def init(params):
        leaves = jax.tree_util.tree_leaves(params)
        mults = [norm(p) if is_split(p) else None for p in leaves]
        return mults, wrapped_optimizer.init(split(leaves, mults))

    def update(updates, state, params):
        mults, inner_state = state
        leaves = jax.tree_util.tree_leaves(params)
        grads, treedef = jax.tree_util.tree_flatten(updates)
        parts = split(leaves, mults)
        slopes = {"direction": [], "scale": []}
        for v, g, m in zip(parts["direction"], grads, mults):
            s = None if m is None else jnp.sum(g * v, axis=tuple(range(g.ndim - 1)), keepdims=True)
            slopes["scale"].append(s)
            slopes["direction"].append(g if m is None else m * (g - s * v) + wn_decay * v)
        steps, inner_state = wrapped_optimizer.update(slopes, inner_state, parts)
        moved = optax.apply_updates(parts, steps)
        directions, scales = moved["direction"], moved["scale"]
        mults = [None if s is None else s / (wn_eps + norm(v)) for v, s in zip(directions, scales)]
        after = [v if m is None else v * m for v, m in zip(directions, mults)]
        return treedef.unflatten([a - p for a, p in zip(after, leaves)]), (mults, inner_state)

    return optax.GradientTransformation(init, update)


def first(lr):
  return optax.adam(lr), Scale(), Scale(), jnp.ones(3)


def second(lr):
  if lr:
    pass; print(optax.sgd(lr, momentum=0.9))
  return functools.partial(print, optax.sgd(lr), optax.adam(lr)), flax.struct


def third(lr):
  chosen = ModelParamTraversal(lambda path, _: path), ModelParamTraversal(lambda path, _: path)
  return optax.chain(optax.scale_by_adam(eps=1e-6), optax.stateless_with_tree_map(flax_lamb_trust), optax.scale_by_learning_rate(lr)), optax.chain(scale_by_rss_eps_outside(), optax.scale_by_learning_rate(lr)), optax.chain(flax_lars_scale(0.1), optax.scale_by_learning_rate(lr), optax.trace(decay=0.9)), weight_norm(optax.adam(lr)), chosen
