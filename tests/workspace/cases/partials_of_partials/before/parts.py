from layers import Block

Small = Block.partial(features=4)
Smaller = Small.partial(act=abs, name='smaller')
BLOCKS = {'small': Small, 'wide': Block.partial(features=6).partial(scale=2.)}
LISTED = [Small, Small.partial(act=abs)]
