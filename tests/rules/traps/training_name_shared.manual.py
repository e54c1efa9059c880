# expect: LIN502 unsafe: shares its name
from flax import optim
import jax.numpy as jnp
import mine

optimizer = optim.Momentum(0.1).create({'w': jnp.ones((3,))})
print(optimizer.target)
optimizer = mine.load(optimizer.target)
print(optimizer.target)
