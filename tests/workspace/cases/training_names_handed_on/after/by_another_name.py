import jax.numpy as jnp

from made import trained as model, Net

print(Net().apply({'params': model}, jnp.ones((1, 4))), model['Dense_0']['bias'])
