import functools

import flax
from flax import nn
from flax import optim
import jax
import jax.numpy as jnp
from jax import lax


class MLP(nn.Module):
  def apply(self, x, width=4):
    dense = nn.Dense.partial(dtype=jnp.float16)
    return jnp.asarray(dense(nn.relu(dense(x, width)), 1), jnp.float32)


X = jnp.linspace(-1., 1., 12).reshape(4, 3)
Y = jnp.sin(X.sum(axis=1))


@flax.struct.dataclass
class TrainState:
  step: int
  optimizer: optim.Optimizer
  dynamic_scale: optim.DynamicScale


def create_state(half_precision):
  _, params = MLP.init(jax.random.PRNGKey(0), X)
  optimizer = optim.Momentum(learning_rate=0.1).create(nn.Model(MLP, params))
  dynamic_scale = None
  if half_precision:
    dynamic_scale = optim.DynamicScale(growth_interval=1, scale=2.**18)
  return TrainState(step=0, optimizer=optimizer, dynamic_scale=dynamic_scale)


def train_step(state, x, y):

  def loss_fn(model):
    out = model(x)[:, 0]
    return jnp.mean((out - y) ** 2), out

  optimizer = state.optimizer
  dynamic_scale = state.dynamic_scale
  if dynamic_scale:
    grad_fn = dynamic_scale.value_and_grad(loss_fn, has_aux=True, axis_name='batch')
    dynamic_scale, is_fin, aux, grad = grad_fn(optimizer.target)
  else:
    grad_fn = jax.value_and_grad(loss_fn, has_aux=True)
    aux, grad = grad_fn(optimizer.target)
    grad = lax.pmean(grad, axis_name='batch')
  loss, out = aux
  new_optimizer = optimizer.apply_gradient(grad)
  metrics = {'loss': loss, 'out': out, 'norm': jnp.abs(grad.params['Dense_0']['kernel']).sum()}
  if dynamic_scale:
    new_optimizer = jax.tree_multimap(
        functools.partial(jnp.where, is_fin), new_optimizer, optimizer)
    metrics['scale'] = dynamic_scale.scale
  return state.replace(step=state.step + 1, optimizer=new_optimizer, dynamic_scale=dynamic_scale), metrics


@jax.jit
def scaled_step(optimizer, scale):
  loss = lambda model: jnp.sum(model(X) ** 2)
  result = scale.value_and_grad(loss)(optimizer.target)
  made = optimizer.apply_gradient(result.grad)
  return jax.tree_multimap(lambda a, b: jnp.where(result.finite, a, b), made, optimizer), result.dynamic_scale, result.aux


def main():
  seen = []
  for half_precision in (True, False):
    state = create_state(half_precision)
    state = flax.jax_utils.replicate(state)
    p_train_step = jax.pmap(train_step, axis_name='batch')
    batch = jax.tree_map(lambda x: x.reshape((1,) + x.shape), (X, Y))
    for _ in range(4):
      state, metrics = p_train_step(state, *batch)
      seen.append(metrics)
    optimizer = flax.jax_utils.unreplicate(state).optimizer
    scale = optim.DynamicScale().replace(scale=2.**20)
    for _ in range(4):
      optimizer, scale, loss = scaled_step(optimizer, scale)
      seen.append((loss, scale.scale, optimizer.target(X), optimizer.state.step))
  return seen


result = main()
