import functools
from flax import linen as nn
import flax.core
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train=True):
    x = nn.Dense(4, name='hidden')(x)
    x = nn.BatchNorm(use_running_average=not train, name='norm')(x)
    return nn.Dense(1, name='out')(nn.relu(x))


X = jnp.linspace(-1., 1., 12).reshape(4, 3)


def make_steps(decay):
  def loss_fn(model, state, batch):
    outputs, new_state = Net().apply({'params': model, **state}, batch, mutable=['batch_stats'])
    penalty = sum([jnp.sum(x ** 2) for x in jax.tree_util.tree_leaves(model) if x.ndim > 1])
    return jnp.mean((outputs - 3.) ** 2) + decay * penalty, new_state

  def train_step(optimizer, state, batch):
    grad_fn = jax.value_and_grad(functools.partial(loss_fn, state=state, batch=batch), has_aux=True)
    (loss, new_state), grad = grad_fn(optimizer.params)
    return optimizer.apply_gradients(grads=grad), new_state, loss

  def eval_step(model, state, batch, scale):
    outputs = Net().apply({'params': model, **state}, batch, train=False)
    return scale * outputs

  return train_step, eval_step


def make_predict(scale):
  def predict(model, state, batch):
    outputs = Net().apply({'params': model, **state}, batch, train=False)
    return scale * outputs
  return jax.jit(predict)

state, params = flax.core.pop(Net().init(jax.random.PRNGKey(0), X), 'params')
optimizer = train_state.TrainState.create(apply_fn=Net().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
train_step, eval_step = make_steps(0.01)
jitted_step = jax.jit(train_step)
jitted_eval = jax.jit(functools.partial(eval_step, scale=2.))
predict = make_predict(3.)
losses = []
for _ in range(3):
  optimizer, state, loss = jitted_step(optimizer, state, X)
  losses.append(loss)
result = losses, jitted_eval(optimizer.params, state, X), predict(optimizer.params, state, X)
