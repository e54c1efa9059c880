from flax import optim
import jax
import jax.numpy as jnp

OPTIMIZERS = {
    'adam': optim.Adam(1e-1, weight_decay=1e-4),
    'momentum': optim.Momentum(0.1, weight_decay=1e-4),
}


def main(name):
  optimizer = OPTIMIZERS[name].create({'w': jnp.ones((3,))})
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(lambda p: jnp.sum(p['w'] ** 2))(optimizer.target)
    optimizer = optimizer.apply_gradient(grad)
    losses.append(loss)
  return losses


result = [main('adam'), main('momentum')]
