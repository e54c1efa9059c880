# A TrainState counts from a number of Python's, by which nothing can be divided where it is 0.
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


def run():
  optimizer = train_state.TrainState.create(apply_fn=None, params={'w': jnp.ones((3,))}, tx=optax.sgd(0.1, momentum=0.9))
  rates = []
  for _ in range(3):
    rates.append(jnp.minimum(jnp.asarray(optimizer.step) ** -0.5, 1. / jnp.asarray(optimizer.step)))
    rates.append(jnp.asarray(optimizer.step).astype(jnp.float32) + optimizer.step)
    grad = jax.grad(lambda params: jnp.sum(params['w'] ** 2))(optimizer.params)
    optimizer = optimizer.apply_gradients(grads=grad)
  return jnp.stack(rates[2:]), optimizer.params


result = run()
