"""Functions outside of modules that hand modules to a transformation of JAX's: `jax.lax.scan(cell, carry, xs)`.

Before, a module could be called inside any transformation. Today the transformation has to be Linen's own, and know the
module around, which such a function has never heard of: whatever class calls it can't be upgraded as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linen_upgrade.meaning.arrays import TRANSFORMS
from linen_upgrade.meaning.constructs import Obstacle
from linen_upgrade.meaning.doubts import TRANSFORMS_MODULES
from linen_upgrade.meaning.evidence import named_arguments
from linen_upgrade.meaning.scope import transforming
from linen_upgrade.meaning.transforms import makes_modules
from linen_upgrade.meaning.values import Function, MaybeModule, ParameterValue, Value, qualified

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

_HARMLESS = "jax.vmap"
"""What leaves the parameters that are made in a function of arrays as they are: its result is none of them."""


def note_transforming(reader: ExpressionReader, path: str, site: CallSite) -> None:
    """Note what a function outside of any module hands to the library function at `path`, if that transforms it."""
    if path not in TRANSFORMS or reader.owner() is not None:
        return
    for argument in site.arguments:
        is_function = isinstance(argument.value, Function)
        if not (path == _HARMLESS and is_function):
            _note(reader, argument.value, path)


def note_handed(reader: ExpressionReader, function: Function | None, site: CallSite) -> None:
    """A function is called: an obstacle in a pre-Linen class, if it transforms modules; else one more such function."""
    if function is None:
        return
    path = _transformed_in(reader, function.key)
    for name, argument, _ in named_arguments(site.passed, function.positional):
        handed = _transformed_in(reader, function.key, name)
        if handed and reader.owner() is None:
            _note(reader, argument.value, handed)
        elif handed and makes_modules(reader, reader.calls.resolve(argument.value)):
            path = path or handed
    if path and reader.owner() is not None:
        text, why = f"{reader.text(site.node.named_children[0])}(…)", TRANSFORMS_MODULES.format(path)
        reader.calls.obstacles.append(Obstacle("LIN111", text, site.function, manual=True, why=why))
    elif path:
        _keep(reader, path)


def note_decorated(reader: ExpressionReader, function: Function, path: str) -> None:
    """Note a function outside of any module that calls modules, and has that transformation for its decorator."""
    if path != _HARMLESS:
        reader.results.append((transforming(function.key), MaybeModule(path)))


def _note(reader: ExpressionReader, value: Value, path: str) -> None:
    """A value reaches a transformation: it is what a function is handed, or it is known to call modules."""
    own = isinstance(value, ParameterValue) and value.owner == _function(reader)
    if isinstance(value, ParameterValue):
        reader.results.append((transforming(value.owner, value.name), MaybeModule(path)))
    if not own and makes_modules(reader, reader.calls.resolve(value)):
        _keep(reader, path)


def _keep(reader: ExpressionReader, path: str) -> None:
    """The function that is being read transforms modules, whatever it is handed."""
    key = _function(reader)
    if key:
        reader.results.append((transforming(key), MaybeModule(path)))


def _function(reader: ExpressionReader) -> str:
    """The key of the function that is being read; '' for none."""
    around = reader.scope.function()
    name = around.function_name if around is not None else ""
    return qualified(reader.module.home, name) if name else ""


def _transformed_in(reader: ExpressionReader, key: str, name: str = "") -> str:
    """The transformation that a function (by its key) hands modules to, or that parameter of its; '' for none."""
    found = reader.module.fact(transforming(key, name))
    return found.why if isinstance(found, MaybeModule) else ""
