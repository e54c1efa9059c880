# unsafe: JAX keeps what it traced for a class, with the parameters of then.
import jax
from flax import linen as nn


class Step(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, carry, x):
    carry = nn.tanh(nn.Dense(self.width)(x) + nn.Dense(self.width)(carry))
    return carry, carry


class Net(nn.Module):
  hidden: int = 3

  @nn.compact
  def __call__(self, x):
    carry = nn.GRUCell(self.hidden, parent=None).initialize_carry(jax.random.PRNGKey(0), (*x.shape[1:-1], self.hidden))
    carry, xs = nn.scan(lambda self, carry, x: nn.GRUCell(features=carry.shape[-1])(carry, x), variable_broadcast='params', split_rngs={'params': False})(self, carry, x)
    return nn.scan(lambda self, carry, x: Step()(carry, x), variable_broadcast='params', split_rngs={'params': False})(self, carry, xs)[0]
