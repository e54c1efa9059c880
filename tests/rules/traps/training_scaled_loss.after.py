import functools

import flax
from flax import linen as nn
from flax.training import train_state
from flax.training.dynamic_scale import DynamicScale
import jax
import jax.numpy as jnp
from jax import lax
import optax


class MLP(nn.Module):
  width: int = 4

  @nn.compact
  def __call__(self, x):
    dense = functools.partial(nn.Dense, dtype=jnp.float16)
    dense_0 = dense(self.width)(x)
    return jnp.asarray(dense(1)(nn.relu(dense_0)), jnp.float32)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


@flax.struct.dataclass
class TrainState:
  step: int
  optimizer: train_state.TrainState
  dynamic_scale: DynamicScale


def create_state(half_precision):
  params = MLP().init(jax.random.PRNGKey(0), X)['params']
  optimizer = train_state.TrainState.create(apply_fn=MLP().apply, params=params, tx=optax.sgd(0.1, momentum=0.9))
  dynamic_scale = None
  if half_precision:
    dynamic_scale = DynamicScale(growth_interval=1, scale=2.**18)
  return TrainState(step=0, optimizer=optimizer, dynamic_scale=dynamic_scale)


def train_step(state, x, y):

  def loss_fn(model):
    out = MLP().apply({'params': model}, x)[:, 0]
    return jnp.mean((out - y) ** 2), out

  optimizer = state.optimizer
  dynamic_scale = state.dynamic_scale
  if dynamic_scale:
    grad_fn = dynamic_scale.value_and_grad(loss_fn, has_aux=True, axis_name='batch')
    dynamic_scale, is_fin, aux, grad = grad_fn(optimizer.params)
  else:
    grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
    aux, grad = grad_fn(optimizer.params)
    grad = lax.pmean(grad, axis_name='batch')
  loss, out = aux
  new_optimizer = optimizer.apply_gradients(grads=grad)
  metrics = {'loss': loss, 'out': out, 'norm': jnp.abs(grad['Dense_0']['kernel']).sum()}
  if dynamic_scale:
    new_optimizer = jax.tree_util.tree_map(
        functools.partial(jnp.where, is_fin), new_optimizer, optimizer)
    metrics['scale'] = dynamic_scale.scale
  return state.replace(step=state.step + 1, optimizer=new_optimizer, dynamic_scale=dynamic_scale), metrics


@jax.jit
def scaled_step(optimizer, scale):
  loss = lambda model: jnp.sum(MLP().apply({'params': model}, X) ** 2)
  result = scale.value_and_grad(loss)(optimizer.params)
  made = optimizer.apply_gradients(grads=result.grad)
  return jax.tree_util.tree_map(lambda a, b: jnp.where(result.finite, a, b), made, optimizer), result.dynamic_scale, result.aux


def main():
  seen = []
  for half_precision in (True, False):
    state = create_state(half_precision)
    state = flax.jax_utils.replicate(state)
    p_train_step = jax.pmap(train_step, axis_name='batch')
    batch = jax.tree_util.tree_map(lambda x: x.reshape((1,) + x.shape), (X, Y))
    for _ in range(4):
      state, metrics = p_train_step(state, *batch)
      seen.append(metrics)
    optimizer = flax.jax_utils.unreplicate(state).optimizer
    scale = DynamicScale().replace(scale=2.**20)
    for _ in range(4):
      optimizer, scale, loss = scaled_step(optimizer, scale)
      seen.append((loss, scale.scale, MLP().apply({'params': optimizer.params}, X), optimizer.step))
  return seen


result = main()
