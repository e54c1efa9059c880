# unsafe: JAX keeps what it traced for a class, with the parameters of then.
import jax
from flax import nn


class Step(nn.Module):
  def apply(self, carry, x, width=3):
    carry = nn.tanh(nn.Dense(x, width) + nn.Dense(carry, width))
    return carry, carry


class Net(nn.Module):
  def apply(self, x, hidden=3):
    carry = nn.GRUCell.initialize_carry(jax.random.PRNGKey(0), x.shape[1:-1], hidden)
    carry, xs = jax.lax.scan(nn.GRUCell, carry, x)
    return jax.lax.scan(Step, carry, xs)[0]
