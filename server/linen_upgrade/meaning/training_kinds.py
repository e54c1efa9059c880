"""What values of training code can be; see `values`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linen_upgrade.meaning.values import Function, Value


@dataclass(frozen=True, slots=True)
class Model:
    """A pre-Linen `nn.Model(module, params)`. `bare`: today there can be nothing but its parameters at its place."""

    base: Value
    bare: bool = False
    source: str = ""
    """The function, and the name in it, of the optimizer whose target it is handed over as; '' where none is known."""


@dataclass(frozen=True, slots=True)
class WrappedModel:
    """What `jax.vmap`, `jax.jit` or the like made of a model: a function that calls it."""

    model: Model


@dataclass(frozen=True, slots=True)
class OptimizerDef:
    """An instance of a `flax.optim` class. `origin` tells the place that made it from others of the code base."""

    name: str
    origin: str = ""
    others: tuple[OptimizerDef, ...] = ()
    """What it may be instead."""

    @property
    def alternatives(self) -> tuple[OptimizerDef, ...]:
        """All that it may be, each alone."""
        return (OptimizerDef(self.name, self.origin), *self.others)


@dataclass(frozen=True, slots=True)
class Optimizer:
    """What `optimizer_def.create(target)` made: the definitions behind it, and the model or parameters it updates."""

    definitions: tuple[OptimizerDef, ...]
    target: Value


@dataclass(frozen=True, slots=True)
class OptimizerState:
    """`optimizer.state`."""


@dataclass(frozen=True, slots=True)
class DynamicScale:
    """A `DynamicScale`, which scales losses; but for its home it is the same in both worlds."""


@dataclass(frozen=True, slots=True)
class GradientFunction:
    """What `jax.grad`, or (`with_value`) `jax.value_and_grad`, made of a function, for its argument number `argnum`.

    `is_scaled`: it is what the method of a `DynamicScale` made, which gives more beside value and gradient.
    """

    function: Function
    argnum: int
    with_value: bool
    has_aux: bool
    is_scaled: bool = False


@dataclass(frozen=True, slots=True)
class OldParameters:
    """The parameters of a pre-Linen module: alone, beside an output (`Module.init(…)`), or in an optimizer."""

    base: Value


@dataclass(frozen=True, slots=True)
class StateCollection:
    """A `nn.Collection`, or what `nn.stateful(…)` yields."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A `nn.attention.Cache`, by which attention decodes; `is_empty`: as it is made, before any module saw it."""

    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """What a checkpoint holds, read without a target that says what it is for; or a part of that."""
