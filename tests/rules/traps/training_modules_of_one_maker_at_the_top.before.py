from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, slope):
    return slope * nn.Dense(x, 1)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def architecture(slope):
  return Net.partial(slope=slope)


def create_teacher():
  net = architecture(5.)
  _, params = net.init(jax.random.PRNGKey(0), X)
  return nn.Model(net, params)

net = architecture(1.)
_, params = net.init(jax.random.PRNGKey(0), X)
optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(net, params))
teacher = create_teacher()

def loss_fn(model):
  return jnp.mean((model(X) - teacher(X)) ** 2)

losses = []
for _ in range(3):
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target)
  optimizer = optimizer.apply_gradient(grad)
  losses.append(loss)
result = losses
