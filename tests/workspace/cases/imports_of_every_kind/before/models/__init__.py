from .layers import *
from .layers import Gate as Door
from . import deep
