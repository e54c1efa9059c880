import jax.numpy as jnp

from made import trained as model, Net

print(model(jnp.ones((1, 4))), model.params['Dense_0']['bias'])
