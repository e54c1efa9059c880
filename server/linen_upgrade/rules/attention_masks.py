"""The one mask of today, made of the masks that old attention took, and the bias that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linen_upgrade.rewriting.names import FileNames
from linen_upgrade.rules.attention_call import KEYS_OF, AttentionCall

_VARIABLES = {"causal_mask": "causal", "padding_mask": "padding", "segmentation": "segments"}


@dataclass(frozen=True)
class Part:
    """One way in which an old call masked: a call, with what is around it, that may be None if it is `optional`."""

    variable: str
    head: str
    arguments: tuple[str, ...]
    tail: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Operands:
    """The sources of what is attended over, laid out as Linen wants it."""

    queries: str
    keys: str


class MaskParts:
    """Builds the parts of one call's mask; `source` gives an argument as the rewrite has left it."""

    def __init__(
        self,
        call: AttentionCall,
        operands: Operands,
        source: Callable[[str], str],
        names: FileNames,
    ) -> None:
        self._call, self._operands, self._source, self._names = call, operands, source, names

    def parts(self) -> Iterator[Part]:
        """One for each way in which the call masked."""
        masks = self._call.masks
        if "causal_mask" in masks:
            yield self._causal()
        for name, of_keys in KEYS_OF.items():
            if name in masks or of_keys in masks:
                yield self._pairwise(name, of_keys)

    def _causal(self) -> Part:
        flag = self._source("causal_mask")
        certain = flag == "True"
        mask, first = self._names.linen("make_causal_mask"), f"{self._operands.queries}[..., 0]"
        return Part("causal", mask, (first,), "" if certain else f" if {flag} else None", not certain)

    def _pairwise(self, name: str, of_keys: str) -> Part:
        """Today's mask of a mask of the queries and one of the keys."""
        given = [mask for mask in (name, of_keys) if mask in self._call.masks]
        missing = [f"{self._source(mask)} is None" for mask in self._left_out(name, given)]
        conditions = [" and ".join(missing)] if missing else []
        if name == "padding_mask" and "cache" in self._call.given:
            conditions.append(self._source("cache"))  # While decoding, padding was not looked at.
        sides = (self._side(name, of_keys, given, keys=False), self._side(of_keys, name, given, keys=True))
        equal = (self._names.qualified("jax.numpy", "equal", "jnp"),) if name == "segmentation" else ()
        mask = self._names.linen("make_attention_mask")
        head = f"None if {' or '.join(conditions)} else {mask}" if conditions else mask
        return Part(_VARIABLES[name], head, (*sides, *equal), "", bool(conditions))

    def _left_out(self, name: str, given: list[str]) -> list[str]:
        """The masks that all have to be None for nothing to be masked; none where something always is."""
        deciding = [name] if name == "segmentation" else given if self._call.over_itself else []
        return deciding if all(mask in self._call.optional for mask in deciding) else []

    def _side(self, name: str, other: str, given: list[str], keys: bool) -> str:
        """The mask of the queries, or of the keys: over itself, either stands for the other one too."""
        operand = self._operands.keys if keys else self._operands.queries
        apart = "padding_mask" in (name, other) and not self._call.over_itself
        if name not in given:
            return self._ones(operand) if apart else self._flat(other, operand, keys)
        mask = self._flat(name, operand, keys)
        either = apart or (other in given and self._call.over_itself)
        if name not in self._call.optional or name == "segmentation" or not either:
            return mask
        instead = self._ones(operand) if apart else self._flat(other, operand, keys)
        return f"{instead} if {self._source(name)} is None else {mask}"

    def _ones(self, operand: str) -> str:
        return f"{self._names.qualified('jax.numpy', 'ones', 'jnp')}({operand}.shape[:2])"

    def _flat(self, name: str, operand: str, keys: bool) -> str:
        """A mask of shape (batch, length), which old ones could have a last axis of one behind."""
        mask = self._source(name)
        if name in self._call.flat_masks:
            return mask
        if keys and not self._call.is_flat and (self._call.axes is None or self._call.axes.is_all):
            # Over more than one axis, the old class took those of the keys in reverse.
            return f"{mask}.T.reshape(-1, {operand}.shape[0]).T"
        return f"{mask}.reshape({operand}.shape[:2])"
