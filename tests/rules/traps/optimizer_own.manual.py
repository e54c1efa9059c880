# expect: LIN501 manual: GradientTransformation
from flax import optim
import jax.numpy as jnp


class Sign(optim.OptimizerDef):
  def apply_param_gradient(self, step, hyper_params, param, state, grad):
    return param - hyper_params.learning_rate * jnp.sign(grad), state


class Faster(optim.Adam):
  pass
