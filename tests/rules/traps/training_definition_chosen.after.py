from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


def definition(name, rate):
  if name == 'adam':
    return optax.adam(rate)
  elif name == 'momentum':
    return optax.sgd(rate, momentum=0.8)
  raise ValueError(name)


def main(name):
  optimizer_def = definition(name, 0.1)
  optimizer = train_state.TrainState.create(apply_fn=None, params={'w': jnp.ones((3,))}, tx=optimizer_def)
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(lambda p: jnp.sum(p['w'] ** 2))(optimizer.params)
    optimizer = optimizer.apply_gradients(grads=grad)
    losses.append(loss)
  return losses


result = [main('adam'), main('momentum')]
