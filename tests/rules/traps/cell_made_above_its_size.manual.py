# expect: LIN106 manual: below the line
from flax import nn
import jax
import jax.numpy as jnp


def first_carry(batch):
  return jnp.zeros((batch, 4))


class Unknown(nn.Module):
  def apply(self, xs):
    cell = nn.GRUCell.shared(name='cell')
    carry = first_carry(xs.shape[0])
    return cell(carry, xs)


class Grown(nn.Module):
  def apply(self, xs, h):
    cell = nn.GRUCell.shared(name='cell')
    h = jnp.concatenate([h, h], -1)
    return cell(h, xs)


class Later(nn.Module):
  def apply(self, xs):
    cell = nn.GRUCell.shared(name='cell')
    size = xs.shape[-1] + 1
    h = nn.Dense(xs, size)
    return cell(h, xs)


class ByMethod(nn.Module):
  def apply(self, carry, xs):
    return self.cell()(carry, xs)

  def cell(self):
    return nn.LSTMCell.shared(name='lstm')


class Unset(nn.Module):
  def apply(self, xs, first, zero=True):
    if zero:
      h = 0. * first
    cell = nn.GRUCell.shared(name='cell')
    h = nn.tanh(h).sum(0)
    return cell(h, xs)
