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


def stand_in() -> None:
    """Let `from flax import nn`, `import flax.nn as fnn`, `from flax.nn import Dense` and flax.optim be imported."""
    import flax
    from flax import linen

    # What a class that is still old may ask for under an import that is new already.
    linen.module_method = Anything
    linen.Module.partial = linen.Module.shared = classmethod(lambda cls, **arguments: Anything)
    for name in STOOD_IN_FOR:
        module = types.ModuleType(f"flax.{name}")
        module.__getattr__ = lambda name: getattr(Anything, name)  # type: ignore[method-assign]
        setattr(flax, name, module)
        sys.modules[f"flax.{name}"] = module


STOOD_IN_FOR = ("nn", "optim")


def still_used(module: types.ModuleType) -> list[str]:
    """The packages that are only stood in for, of which a module has something."""
    values = list(vars(module).values())
    packages = [sys.modules.get(f"flax.{name}") for name in STOOD_IN_FOR]
    found = [package.__name__ for package in packages if any(value is package for value in values) and package]
    return found or (["flax.nn or flax.optim"] if any(value is Anything for value in values) else [])
