from flax import linen as nn
import jax


class Net(nn.Module):
  size: int = 4

  @nn.compact
  def __call__(self, x):
    carry = nn.LSTMCell(self.size, parent=None).initialize_carry(jax.random.PRNGKey(0), (x.shape[0], self.size))
    carry, y = nn.LSTMCell(features=carry[0].shape[-1])(carry, x)
    return y
