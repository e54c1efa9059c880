from made import *

print(Net().apply({'params': trained}, jnp.ones((1, 4))), trained['Dense_0']['bias'])
