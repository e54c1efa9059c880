# expect: LIN202 unsafe: laid out like it
# Statistics that are read from elsewhere go by paths, as they did in 2020; parameters are the same in both worlds.
import pickle
from flax import nn
import jax


def create(net, path, x):
  if path:
    with open(path, 'rb') as file:
      params, state = pickle.load(file)
  else:
    with nn.stateful() as state:
      _, params = nn.BatchNorm.init(jax.random.PRNGKey(0), x)
    state = state.as_dict()
  return nn.Model(nn.BatchNorm, params), state
