from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax


class Policy(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(2)(x)


class Value(nn.Module):
  hidden: int = 4

  @nn.compact
  def __call__(self, x):
    dense_0 = nn.Dense(self.hidden)(x)
    return nn.Dense(1)(nn.tanh(dense_0))


def create(module, x):
  params = module().init(jax.random.PRNGKey(0), x)['params']
  return train_state.TrainState.create(apply_fn=module().apply, params=params, tx=optax.sgd(0.1))


def update(optimizers, x):
  policy_grad = jax.grad(lambda m: jnp.mean(m(x) ** 2))(jax.tree_util.Partial(optimizers['policy'].apply_fn, {'params': optimizers['policy'].params}))
  value_grad = jax.grad(lambda m: jnp.mean(m(x) ** 2))(jax.tree_util.Partial(optimizers['value'].apply_fn, {'params': optimizers['value'].params}))
  return {
    'policy': optimizers['policy'].apply_gradients(grads=policy_grad.args[0]['params']),
    'value': optimizers['value'].apply_gradients(grads=value_grad.args[0]['params']),
  }


def main(x):
  optimizers = {'policy': create(Policy, x), 'value': create(Value, x)}
  optimizers = update(optimizers, x)
  return jax.tree_util.Partial(optimizers['policy'].apply_fn, {'params': optimizers['policy'].params})(x), jax.tree_util.Partial(optimizers['value'].apply_fn, {'params': optimizers['value'].params})(x)


result = main(jnp.arange(6.0).reshape((2, 3)))
