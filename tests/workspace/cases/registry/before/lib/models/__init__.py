from .small import Small, Tiny

MODELS = {
    'small': Small,
    'tiny': Tiny,
    'wide': Small.partial(width=64),
}


def get(name, num_classes):
  return MODELS[name].partial(num_classes=num_classes)
