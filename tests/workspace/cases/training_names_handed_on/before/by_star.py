from made import *

print(trained(jnp.ones((1, 4))), trained.params['Dense_0']['bias'])
