import functools

from layers import Block

Small = functools.partial(Block, features=4)
Smaller = functools.partial(Small, act=abs, name='smaller')
BLOCKS = {'small': Small, 'wide': functools.partial(functools.partial(Block, features=6), scale=2.)}
LISTED = [Small, functools.partial(Small, act=abs)]
