"""A stand-in for flax.nn in today's world, so that a folder of which a part is still old can be imported.

What is still old then fails when it is used, not when it is imported, and what is upgraded is run as it is.
"""

from __future__ import annotations

import sys
import types
from typing import Any


class Gone(type):
    """Makes classes that stand for anything of flax.nn: for modules, functions, decorators and what these give."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make one; see above."""
        if cls is Anything:  # while a file is being imported: a decorator, an initialiser, a partial
            return cls
        raise TypeError(f"{cls.__name__} is still a module of flax.nn")


class Anything(metaclass=Gone):
    """Any name of flax.nn."""


def stand_in_for_flax_nn() -> None:
    """Let `from flax import nn`, `import flax.nn as fnn` and `from flax.nn import Dense` be imported."""
    import flax
    from flax import linen

    # What a class that is still old may ask for under an import that is new already.
    linen.module_method = Anything
    linen.Module.partial = linen.Module.shared = classmethod(lambda cls, **arguments: Anything)
    flax.nn = types.ModuleType("flax.nn")
    flax.nn.__getattr__ = lambda name: getattr(Anything, name)
    sys.modules["flax.nn"] = flax.nn
