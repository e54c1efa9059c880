"""What a call of an old attention module says: what it attends over, along which axes, with which masks."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import PASSED, Argument, ModuleCall
from linen_upgrade.meaning.module_values import alternatives, bound_names
from linen_upgrade.meaning.ranks import Rank
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.values import Array, Imported, Literal, ParameterValue, Value, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding

ATTENTION = ("MultiHeadDotProductAttention", "SelfAttention")
MASKS = ("causal_mask", "padding_mask", "key_padding_mask", "segmentation", "key_segmentation")
_LEFT_OUT = (*MASKS, "inputs_kv", "attention_axis", "cache")
KEYS_OF = {"padding_mask": "key_padding_mask", "segmentation": "key_segmentation"}
"""Which mask of the keys goes with which mask of the queries."""
_LIBRARY_FUNCTIONS = (
    "flax.nn.dot_product_attention",
    "flax.nn.attention.dot_product_attention",
    "flax.linen.dot_product_attention",
    "flax.linen.attention.dot_product_attention",
)


@dataclass(frozen=True)
class Axes:
    """The axes that an old call attends over: `first` to `last`, as source; '' for all between batch and features."""

    first: str = ""
    last: str = ""

    @property
    def is_all(self) -> bool:
        """Whether it is all of them, whatever the rank."""
        return not self.first


@dataclass(frozen=True)
class AttentionCall:
    """The arguments of one call by the old names of their parameters, `None`s and defaults left out.

    `bound` are the names that a partial may have bound, and `rank` is that of the queries, None where it is not known.
    """

    given: Mapping[str, Argument]
    texts: Mapping[str, str]
    bound: tuple[str, ...]
    axes: Axes | None
    rank: int | None
    flat_masks: frozenset[str]
    """Masks known to be of shape (batch, length)."""
    optional: frozenset[str]
    """Masks that may be None at run time."""
    over_itself: bool
    liftable: bool
    """Whether lines of its own can be put before it."""

    @property
    def masks(self) -> tuple[str, ...]:
        """The masks that are given and do something, in the order of the old signature."""
        idle = () if "segmentation" in self.given else ("key_segmentation",)  # Alone, it was not looked at.
        return tuple(name for name in MASKS if name in self.given and name not in idle)

    @property
    def hides_rows(self) -> bool:
        """Whether a query may have no key at all, so that gradients depend on how the mask is applied."""
        across = "segmentation" in self.masks and not (self.over_itself and "key_segmentation" not in self.masks)
        return across or any("padding" in name for name in self.masks)

    @property
    def takes_function(self) -> bool:
        """Whether it is told which function weighs the values."""
        return "attention_fn" in self.given or "attention_fn" in self.bound

    @property
    def is_flat(self) -> bool:
        """Whether Linen attends over the axes that the old call did, as things are."""
        if self.axes is None or self.rank is None:
            return False
        if self.axes.is_all:
            return self.rank <= 3
        return self.axes.first == self.axes.last == str(self.rank - 2)

    @property
    def needs_names(self) -> tuple[str, ...]:
        """The arguments that the new form reads more than once."""
        operands = () if self.is_flat and not self.masks else ("inputs_q", "inputs_kv")
        return tuple(name for name in (*operands, *self.masks) if name in self.given and name != "causal_mask")


def attention_call(construct: ModuleCall, finding: LocatedFinding, file: FileContext) -> AttentionCall | None:
    """What an attention call says; None where stars hide its arguments, or where it is no attention."""
    modules = list(module_classes(construct.callee))
    if not modules or any(module.builtin not in ATTENTION for module in modules):
        return None
    if any(argument.star for argument in construct.arguments):
        return None
    bound = bind(construct.arguments, modules[0].parameters)
    everything = {b.parameter.name: b.argument for b in bound if b.parameter is not None}
    texts = {name: file.text(finding, argument.value_span) for name, argument in everything.items()}
    builtin = flax_api.module(modules[0].builtin or "")
    idle = {n for n, text in texts.items() if text in ("None", _default(builtin, n)) and n in _LEFT_OUT}
    given = {name: argument for name, argument in everything.items() if name not in idle}
    axes = axes_of(texts.get("attention_axis", "None"))
    ranks = dict(construct.ranks)
    optional = frozenset(n for n in MASKS if n in given and _may_be_none(given[n], ranks.get(n), file))
    return AttentionCall(
        given=given,
        texts=texts,
        bound=tuple({name for option in alternatives(construct.callee) for name in bound_names(option)}),
        axes=axes,
        rank=_rank(ranks, set(given) - optional, axes, file),
        flat_masks=frozenset(n for n in MASKS if n in ranks and file.roles.rank(ranks[n]) == 2),
        optional=optional,
        over_itself="inputs_kv" not in given or texts["inputs_kv"] == texts.get("inputs_q"),
        liftable=construct.nesting.liftable and not construct.nesting.inline,
    )


def _default(builtin: flax_api.BuiltinModule | None, name: str) -> str | None:
    fact = builtin.parameter(name) if builtin is not None else None
    return fact.default if fact is not None else None


def _rank(ranks: Mapping[str, Rank], certain: Set[str], axes: Axes | None, file: FileContext) -> int | None:
    """The rank of what is attended over."""
    for name in ("inputs_q", "inputs_kv"):
        known = file.roles.rank(ranks[name]) if name in ranks else None
        if known is not None:
            return known
    if axes == Axes("1", "1") and certain & {"padding_mask", "key_padding_mask", "segmentation"}:
        return 3  # With another one, the old masks of one axis did not fit the weights.
    return None


def axes_of(text: str) -> Axes | None:
    """The axes that a source names; None if they are not neighbours, or not known."""
    if text == "None":
        return Axes()
    try:
        tree = ast.parse(f"({text})", mode="eval").body
    except SyntaxError:
        return None
    parts = tree.elts if isinstance(tree, ast.Tuple) else [tree]
    if not isinstance(tree, (ast.Tuple, ast.Constant)) or not parts:
        return None
    if len(parts) == 1:
        source = ast.unparse(parts[0])
        return Axes(source, source) if isinstance(parts[0], (ast.Name, ast.Attribute)) or source.isdigit() else None
    numbers = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, int)]
    follow = all(after == before + 1 for before, after in pairwise(numbers))
    if len(numbers) < len(parts) or not follow or numbers[0] < 1:
        return None
    return Axes(str(numbers[0]), str(numbers[-1]))


def _may_be_none(argument: Argument, rank: Rank | None, file: FileContext) -> bool:
    """Whether an input may be left out at run time: all but an array, and a parameter that has no default."""
    value = argument.value
    if not isinstance(value, ParameterValue):
        return rank is None and not isinstance(value, Array)
    parameter = file.roles.parameter(value)
    told = rank is not None and rank.of is None
    return not told and (parameter is None or parameter.default is not None)


def possible(
    value: Value, file: FileContext, kinds: Collection[str] = PASSED, seen: frozenset[ParameterValue] = frozenset()
) -> Iterator[Value]:
    """What a value may be, as far as callers and defaults tell: parameters are followed to what they are given.

    `kinds` are those of the evidence that counts for what callers give.
    """
    if not isinstance(value, ParameterValue) or value in seen:
        yield from () if value in seen else (value,)
        return
    parameter = file.roles.parameter(value)
    handed = list(file.roles.handed(value, kinds))
    if parameter is None or (parameter.default is None and not handed):
        yield value
        return
    if parameter.default is not None:
        yield parameter.default_value
    for item in handed:
        yield from possible(item, file, kinds, seen | {value})


def is_library_function(value: Value) -> bool:
    """Whether it is the attention function of Flax itself."""
    return isinstance(value, Imported) and flax_api.canonical(value.path) in _LIBRARY_FUNCTIONS


def is_none(value: Value) -> bool:
    """Whether it is None for sure."""
    return value == Literal("None")
