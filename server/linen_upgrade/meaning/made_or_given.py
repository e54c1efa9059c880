"""Weight tying: a module that a caller shares, or one of one's own, made by a partial that is called once.

In Linen what is shared is an instance; so the own one is made where the partial stood, and both are called alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.meaning.cell_carries import CellCarries
from linen_upgrade.meaning.class_names import UNKNOWN_NAMES, linen_name
from linen_upgrade.meaning.constructs import Construct, PartialCall, SharedModuleCall
from linen_upgrade.meaning.module_calls import CallSite
from linen_upgrade.meaning.module_values import bound_names, doubt, is_built
from linen_upgrade.meaning.old_defaults import note_fixed
from linen_upgrade.meaning.shared_calls import SharedCallReader
from linen_upgrade.meaning.single_calls import single_call
from linen_upgrade.meaning.values import Either, PartialModule, SharedModule, Value, module_classes

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader


class MadeOrGivenReader(SharedCallReader):
    """The part of call reading that concerns partials beside shared modules."""

    def __init__(self, reader: ExpressionReader) -> None:
        super().__init__(reader)
        self._partials: dict[Span, str] = {}

    def once(self, site: CallSite) -> tuple[Span, Span] | None:
        """See `PartialModule.once`."""
        scope = self.reader.scope.function()
        if site.fields["owner"] is None or scope is None or scope is not self.reader.scope.method():
            return None
        call = single_call(site.node, scope.node)
        return (self.reader.span(site.node), self.reader.span(call)) if call is not None else None

    def made_or_given(self, callee: Value, site: CallSite) -> tuple[SharedModule, ...]:
        """What is called where each alternative is built, or a partial that is called here alone; else nothing."""
        if not isinstance(callee, Either) or site.fields["owner"] is None:
            return ()
        own = [option for option in callee.options if isinstance(option, PartialModule)]
        given = [option for option in callee.options if is_built(option)]
        known = len(own) + len(given) == len(callee.options)
        if not own or not given or not known or not all(self._may_be_made(option, site) for option in own):
            return ()
        # One's own takes a name here, and one that is given does not.
        named = all("name" in bound_names(option) for option in own)
        taken = None if named else UNKNOWN_NAMES
        self.creations.note("open", site, class_name=self._class_name(callee), taken=taken)
        if not named:
            self._count(callee, site, site.node)
            self.number = None
        shared = (option for option in given if isinstance(option, SharedModule))
        return (*(self._made(option) for option in own), *shared)

    def _may_be_made(self, option: PartialModule, site: CallSite) -> bool:
        """Whether an instance in the partial's place is the same module by the same name."""
        if option.once is None or option.once[1] != self.reader.span(site.node) or doubt(option):
            return False
        if "name" in bound_names(option):
            return True
        names = {linen_name(module) for module in module_classes(option)}
        between = (made for made in self.made if made.span.start > option.once[0].start)
        return not any(made.class_name is None or made.class_name in names for made in between)

    def _made(self, option: PartialModule) -> SharedModule:
        """The partial as what makes a module."""
        assert option.once is not None
        span = option.once[0].shifted(self.reader.base)
        node = self.reader.root.descendant_for_byte_range(span.start, span.end)
        assert node is not None
        self._partials[option.once[0]] = self._origin(node)
        note_fixed(self.reader, option)
        return SharedModule(option.base, option.bound, self._partials[option.once[0]])

    def settled(self, constructs: Sequence[Construct]) -> list[Construct]:
        """See `SharedCallReader.settled`."""
        settled = super().settled([self._as_made(construct) for construct in constructs])
        return CellCarries(self.reader, settled).told()

    def _as_made(self, construct: Construct) -> Construct:
        origin = self._partials.get(construct.span) if isinstance(construct, PartialCall) else None
        if not isinstance(construct, PartialCall) or origin is None:
            return construct
        fields = {
            name: getattr(construct, name)
            for name in PartialCall.__dataclass_fields__
            if name not in ("place", "made_at")
        }
        return SharedModuleCall(**fields, origin=origin, named=True, number=None, partial=True)
