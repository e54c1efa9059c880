"""All models, by the name that configs use."""

from lumen.models import recurrent
from lumen.models import resnet
from lumen.models import resnet_se
from lumen.models.mixer import PatchNet, PlainNet
from lumen.models.vae import VAE

CLASSIFIERS = {
    'resnet18': resnet.ResNet18,
    'resnet50': resnet.ResNet50,
    'se_resnet50': resnet_se.SEResNet50,
    'plain': PlainNet,
    'patch': PatchNet.partial(patch_size=8),
}
CLASSIFIERS.update(resnet.CIFAR_RESNETS)


def get_classifier(name, **kwargs):
  """The class of a classifier, with its hyperparameters filled in."""
  if name not in CLASSIFIERS:
    raise ValueError('Unknown model {!r}, there are {}'.format(
        name, sorted(CLASSIFIERS)))
  return CLASSIFIERS[name].partial(**kwargs)
