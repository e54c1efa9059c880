from flax import nn

NORMS = {'batch': nn.BatchNorm.partial(momentum=0.9), 'layer': nn.LayerNorm}
