# expect: LIN502 unsafe: pickle.dump
from flax import optim
import jax.numpy as jnp
import pickle


def save(learning_rate, path):
  optimizer = optim.Momentum(learning_rate).create({'w': jnp.ones((3,))})
  with open(path, 'wb') as file:
    pickle.dump(optimizer, file)
