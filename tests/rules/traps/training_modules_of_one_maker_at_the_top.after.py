import functools
from typing import Any

from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  slope: Any

  @nn.compact
  def __call__(self, x):
    return self.slope * nn.Dense(1)(x)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def architecture(slope):
  return functools.partial(Net, slope=slope)


def create_teacher():
  net = architecture(5.)
  params = net().init(jax.random.PRNGKey(0), X)['params']
  return train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.identity())

net = architecture(1.)
params = net().init(jax.random.PRNGKey(0), X)['params']
optimizer = train_state.TrainState.create(apply_fn=net().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
teacher = create_teacher()

def loss_fn(model):
  return jnp.mean((optimizer.apply_fn({'params': model}, X) - teacher.apply_fn({'params': teacher.params}, X)) ** 2)

losses = []
for _ in range(3):
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.params)
  optimizer = optimizer.apply_gradients(grads=grad)
  losses.append(loss)
result = losses
