# Rematerialised, compiled and mapped functions that call modules: local, of the file, methods, lambdas.
import jax
from flax import nn


def head(h, width=3):
  return nn.Dense(h, width)


class Block(nn.Module):
  def apply(self, x, width=3):
    return nn.LayerNorm(nn.Dense(x, width))


class Net(nn.Module):
  def scaled(self, h, width=4):
    return nn.Dense(h, width) * self.param('s', (width,), nn.initializers.ones)

  def apply(self, x, n=3):
    def inner(h):
      return nn.Dense(Block(h, n), n)

    def two(h, *, by):
      return nn.Dense(h, 4) * by

    x = jax.checkpoint(inner)(x)
    for _ in range(2):
      def again(h):
        return x + nn.Dense(h, n)

      x = jax.checkpoint(again)(x)
    x = nn.Dense(jax.remat(lambda h: nn.Dense(h, n), prevent_cse=False)(x), 3)
    f = jax.remat(self.scaled)
    x = nn.Dense(f(x), 4)
    x = jax.remat(two)(x, by=2.)
    x = jax.jit(lambda h: head(h, width=n))(x)
    x = jax.vmap(lambda h: head(h))(x)
    return jax.vmap(lambda h, s: nn.Dense(h, n) * s, (0, None), out_axes=1)(x, 2.)
