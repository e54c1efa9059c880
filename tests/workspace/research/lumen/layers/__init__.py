"""Layers that the models share."""

from .attention import AttentionBlock
from .attention import AxialAttention
from .attention import CrossAttentionBlock
from .common import Identity
from .conditioning import FiLM
from .drop_path import GaussianNoise, StochasticDepth
from .embeddings import PositionEmbs, sinusoidal_init
from .mlp import dense_stack, feed_forward, GatedMlp, MlpBlock, ProjectionHead
from .norm import *  # pylint: disable=wildcard-import
from .squeeze import SqueezeExcite
