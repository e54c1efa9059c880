import functools
from flax import nn
from flax import optim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, train=True):
    x = nn.Dense(x, 4, name='hidden')
    x = nn.BatchNorm(x, use_running_average=not train, name='norm')
    return nn.Dense(nn.relu(x), 1, name='out')


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def make_steps(decay):
  def loss_fn(model, state, batch):
    with nn.stateful(state) as new_state:
      outputs = model(batch)
    penalty = sum([jnp.sum(x ** 2) for x in jax.tree_util.tree_leaves(model.params) if x.ndim > 1])
    return jnp.mean((outputs - 3.) ** 2) + decay * penalty, new_state

  def train_step(optimizer, state, batch):
    grad_fn = jax.value_and_grad(functools.partial(loss_fn, state=state, batch=batch), has_aux=True)
    (loss, new_state), grad = grad_fn(optimizer.target)
    return optimizer.apply_gradient(grad), new_state, loss

  def eval_step(model, state, batch, scale):
    with nn.stateful(state, mutable=False):
      outputs = model(batch, train=False)
    return scale * outputs

  return train_step, eval_step


def make_predict(scale):
  def predict(model, state, batch):
    with nn.stateful(state, mutable=False):
      outputs = model(batch, train=False)
    return scale * outputs
  return jax.jit(predict)

with nn.stateful() as state:
  _, params = Net.init(jax.random.PRNGKey(0), X)
optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(Net, params))
train_step, eval_step = make_steps(0.01)
jitted_step = jax.jit(train_step)
jitted_eval = jax.jit(functools.partial(eval_step, scale=2.))
predict = make_predict(3.)
losses = []
for _ in range(3):
  optimizer, state, loss = jitted_step(optimizer, state, X)
  losses.append(loss)
result = losses, jitted_eval(optimizer.target, state, X), predict(optimizer.target, state, X)
