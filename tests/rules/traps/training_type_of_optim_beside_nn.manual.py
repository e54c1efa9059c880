# expect: LIN001 unsafe: no `Collection` (line 9)
# The type of the optimizer is no name of `flax.nn`.
from flax import nn, optim


class State:
  optimizer: optim.Optimizer

  model_state: nn.Collection


def step(state, grad):
  return state.optimizer.apply_gradient(grad)
