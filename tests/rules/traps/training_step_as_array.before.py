# A TrainState counts from a number of Python's, by which nothing can be divided where it is 0.
from flax import optim
import jax
import jax.numpy as jnp


def run():
  optimizer = optim.Momentum(learning_rate=0.1, beta=0.9).create({'w': jnp.ones((3,))})
  rates = []
  for _ in range(3):
    rates.append(jnp.minimum(optimizer.state.step ** -0.5, 1. / optimizer.state.step))
    rates.append(optimizer.state.step.astype(jnp.float32) + optimizer.state.step)
    grad = jax.grad(lambda params: jnp.sum(params['w'] ** 2))(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
  return jnp.stack(rates[2:]), optimizer.target


result = run()
