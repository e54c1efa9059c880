import functools

from flax import linen as nn

NORMS = {'batch': functools.partial(nn.BatchNorm, momentum=0.9, use_running_average=False), 'layer': nn.LayerNorm}
