from flax import nn, optim
import jax
import jax.numpy as jnp


class Policy(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 2)


class Value(nn.Module):
  def apply(self, x, hidden=4):
    return nn.Dense(nn.tanh(nn.Dense(x, hidden)), 1)


def create(module, x):
  _, params = module.init(jax.random.PRNGKey(0), x)
  return optim.GradientDescent(0.1).create(nn.Model(module, params))


def update(optimizers, x):
  policy_grad = jax.grad(lambda m: jnp.mean(m(x) ** 2))(optimizers['policy'].target)
  value_grad = jax.grad(lambda m: jnp.mean(m(x) ** 2))(optimizers['value'].target)
  return {
    'policy': optimizers['policy'].apply_gradient(policy_grad),
    'value': optimizers['value'].apply_gradient(value_grad),
  }


def main(x):
  optimizers = {'policy': create(Policy, x), 'value': create(Value, x)}
  optimizers = update(optimizers, x)
  return optimizers['policy'].target(x), optimizers['value'].target(x)


result = main(jnp.arange(6.0).reshape((2, 3)))
