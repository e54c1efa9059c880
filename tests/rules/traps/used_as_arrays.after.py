# Every parameter here is used as only an array, a key or a carry can be.
from flax import linen as nn
from jax import lax
import jax
import jax.numpy as jnp


class Lookup(nn.Module):
  @nn.compact
  def __call__(self, x, pred, ids, w, labels, start):
    x = lax.cond(pred, lambda v: v, lambda v: -v, x)
    y = jnp.einsum('ij,jk->ik', x[ids], w)
    return y * jax.nn.one_hot(labels, 3), lax.dynamic_slice(x, start, (1, 1))


class Mixed(nn.Module):
  @nn.compact
  def __call__(self, x, w, rows, other):
    y = (x @ w).at[rows].set(0.0)
    return jnp.where(y > 0, y, other)


class Step(nn.Module):
  @nn.compact
  def __call__(self, x, a, b, c):
    x = jnp.concatenate([x, a], axis=-1) + jnp.expand_dims(b, 0)
    c, y = nn.GRUCell(features=c.shape[-1])(c, x)
    return jnp.dot(y, c.T)


class Chosen(nn.Module):
  @nn.compact
  def __call__(self, x, steps, positions, mask):
    x = lax.fori_loop(0, steps, lambda i, v: v * 2, x)
    x = jnp.take_along_axis(x, positions, axis=1)
    return lax.select(mask, x, -x)
