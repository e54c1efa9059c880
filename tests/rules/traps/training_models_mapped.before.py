from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, scale, width=3):
    return scale * nn.Dense(nn.relu(nn.Dense(x, width)), 1)


xs = jnp.arange(8.).reshape((4, 2)) / 8


def loss_fn(model):
  batched = jax.vmap(model, in_axes=(0, None))
  return jnp.mean((batched(xs, 2.) - 1.) ** 2)


def create():
  _, params = Net.init(jax.random.PRNGKey(0), xs[0], 1.)
  return nn.Model(Net, params)


optimizer = optim.GradientDescent(learning_rate=0.1).create(create())
for _ in range(3):
  grad = jax.grad(loss_fn)(optimizer.target)
  optimizer = optimizer.apply_gradient(grad)
fast = jax.jit(jax.vmap(optimizer.target, in_axes=(None, 0)))
result = [fast(xs[0], jnp.arange(3.)), jax.checkpoint(optimizer.target)(xs[1], scale=3.)]
