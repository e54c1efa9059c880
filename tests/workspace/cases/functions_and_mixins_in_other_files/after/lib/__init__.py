from .norms import get_norm, identity
