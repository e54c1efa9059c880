import functools

from .small import Small, Tiny

MODELS = {
    'small': Small,
    'tiny': Tiny,
    'wide': functools.partial(Small, width=64),
}


def get(name, num_classes):
  return functools.partial(MODELS[name], num_classes=num_classes)
