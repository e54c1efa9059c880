from flax.training import train_state
import jax
import jax.numpy as jnp
import optax

OPTIMIZERS = {
    'adam': optax.adamw(1e-1, weight_decay=1e-4),
    'momentum': optax.chain(optax.add_decayed_weights(1e-4), optax.sgd(0.1, momentum=0.9)),
}


def main(name):
  optimizer = train_state.TrainState.create(apply_fn=None, params={'w': jnp.ones((3,))}, tx=OPTIMIZERS[name])
  losses = []
  for _ in range(3):
    loss, grad = jax.value_and_grad(lambda p: jnp.sum(p['w'] ** 2))(optimizer.params)
    optimizer = optimizer.apply_gradients(grads=grad)
    losses.append(loss)
  return losses


result = [main('adam'), main('momentum')]
