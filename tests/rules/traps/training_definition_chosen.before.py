from flax import optim
import jax
import jax.numpy as jnp


def definition(name, rate):
  if name == 'adam':
    return optim.Adam(rate)
  elif name == 'momentum':
    return optim.Momentum(rate, beta=0.8)
  raise ValueError(name)


def main(name):
  optimizer_def = definition(name, 0.1)
  optimizer = optimizer_def.create({'w': jnp.ones((3,))})
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(lambda p: jnp.sum(p['w'] ** 2))(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
    losses.append(loss)
  return losses


result = [main('adam'), main('momentum')]
