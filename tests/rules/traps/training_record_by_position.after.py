from typing import Any, NamedTuple

from flax import linen as nn, struct
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(1)(x)


@struct.dataclass
class TrainState:
  step: int
  optimizer: train_state.TrainState


class Pair(NamedTuple):
  first: Any
  scale: float = 1.0


def train_step(state, x):
  loss, grad = jax.value_and_grad(lambda model: jnp.mean(Net().apply({'params': model}, x) ** 2))(state.optimizer.params)
  return state.replace(step=state.step + 1, optimizer=state.optimizer.apply_gradients(grads=grad)), loss


def evaluate(pair, x):
  return pair.scale * Net().apply({'params': pair.first}, x)


def main(x):
  params = Net().init(jax.random.PRNGKey(0), x)['params']
  state = TrainState(0, train_state.TrainState.create(apply_fn=Net().apply, params=params, tx=optax.sgd(0.1)))
  losses = []
  for _ in range(3):
    state, loss = train_step(state, x)
    losses.append(loss)
  return losses, evaluate(Pair(state.optimizer.params, 2.0), x)


result = main(jnp.arange(6.0).reshape((2, 3)))
