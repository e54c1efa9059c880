"""Recurrent cells want the size of their carry today: finds out, for each that is made, what tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.carry_sources import CarryTracer, Flows
from linen_upgrade.meaning.constructs import (
    Argument,
    CarryCall,
    Construct,
    Evidence,
    EvidenceKind,
    ModuleCall,
    ModuleDefinition,
    SharedModuleCall,
    TransformCall,
)
from linen_upgrade.meaning.given_names import CarrySource, Path
from linen_upgrade.meaning.moved import needs_features
from linen_upgrade.meaning.signatures import bind
from linen_upgrade.meaning.transforms import SCANS
from linen_upgrade.meaning.values import ModuleClass, SharedModule, Value, module_classes

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_CARRY = ("rng", "batch_dims", "size", "init_fn")


class CellCarries:
    """Looks at the constructs of one statement, once all of them are known."""

    def __init__(self, reader: ExpressionReader, constructs: Sequence[Construct]) -> None:
        self._reader, self._constructs = reader, constructs

    def told(self) -> list[Construct]:
        """The constructs, with what tells the size of each cell's carry."""
        cells = [c for c in self._constructs if isinstance(c, (ModuleCall, SharedModuleCall)) and _cell(c.callee)]
        if not cells:
            return list(self._constructs)
        flows = self._flows()
        for construct in cells:
            self._note_inputs(construct, flows)
        return [
            replace(construct, carry=self._source(construct, flows))
            if isinstance(construct, (ModuleCall, SharedModuleCall)) and construct in cells
            else construct
            for construct in self._constructs
        ]

    def _source(self, construct: ModuleCall | SharedModuleCall, flows: Flows) -> CarrySource | None:
        """What tells the size of one cell's carry, wherever it is called; None where that can't be told."""
        made = self._node(construct.span)
        carries = self._carries(construct, flows)
        for path in _paths(construct.callee) if made is not None else ():
            assert made is not None
            tracer = CarryTracer(self._reader, flows, made, _calls(construct))
            found = frozenset(source for carry in carries for source in tracer.size_of(carry, path))
            if len(found) == 1 and None not in found:
                return next(iter(found))
        return None

    def _note_inputs(self, construct: ModuleCall | SharedModuleCall, flows: Flows) -> None:
        """The parameters of `apply` that a cell's carry comes from are arrays."""
        for definition in self._constructs:
            if not isinstance(definition, ModuleDefinition) or not definition.apply.contains(construct.span):
                continue
            # Seen from there, nothing but the parameters has a value.
            start = self._node(definition.parameter_list)
            for path in _paths(construct.callee) if start is not None else ():
                assert start is not None
                tracer = CarryTracer(self._reader, flows, start, _calls(construct))
                for carry in self._carries(construct, flows):
                    tracer.size_of(carry, path)
                for name, node in tracer.parameters.items():
                    self._note_input(definition.module.key, name, node)

    def _note_input(self, owner: str, name: str, node: Node) -> None:
        text = self._reader.excerpt(node.parent if node.parent is not None else node)
        self._reader.evidence.append(Evidence(owner, name, EvidenceKind.ARRAY_USE, self._reader.span(node), text))

    def _carries(self, construct: ModuleCall | SharedModuleCall, flows: Flows) -> list[Node]:
        """What a cell is given for its carry, by its calls or in a scan."""
        carries = [flows.cells[span][0] for span in _calls(construct) if span in flows.cells]
        return [*carries, *(self._scanned(construct) if isinstance(construct, SharedModuleCall) else ())]

    def _scanned(self, construct: SharedModuleCall) -> Iterator[Node]:
        """What a scan over a shared cell itself begins with."""
        for other in self._constructs:
            if isinstance(other, TransformCall) and isinstance(other.callee, SharedModule):
                first = self._first(other) if other.callee.origin == construct.origin else None
                if first is not None:
                    yield first

    def _flows(self) -> Flows:
        flows = Flows()
        for construct in self._constructs:
            if isinstance(construct, (ModuleCall, SharedModuleCall)):
                self._add_calls(construct, flows)
            elif isinstance(construct, CarryCall) and any(map(needs_features, module_classes(construct.callee))):
                for node in self._nodes(_given(construct.arguments, _CARRY, "size")):
                    flows.sizes[construct.span] = node
            elif isinstance(construct, TransformCall) and (first := self._first(construct)) is not None:
                flows.scans[construct.span] = first
                if construct.body is not None:
                    flows.bodies[construct.body] = first
        return flows

    def _add_calls(self, construct: ModuleCall | SharedModuleCall, flows: Flows) -> None:
        cell = _cell(construct.callee)
        for call in construct.calls if isinstance(construct, SharedModuleCall) else (construct,):
            bound = bind(call.arguments, cell.parameters) if cell is not None else ()
            named = (b.argument for b in bound if b.parameter is not None and b.parameter.name == "carry")
            for node in self._nodes(named):
                flows.cells[call.span] = node, cell is not None and _is_pair(cell)

    def _first(self, construct: TransformCall) -> Node | None:
        """The first carry of a scan."""
        parameters = SCANS.get(construct.path, ())
        return next(self._nodes(_given(construct.arguments, parameters, "init")), None)

    def _nodes(self, arguments: Iterable[Argument]) -> Iterator[Node]:
        found = (self._node(argument.value_span) for argument in arguments if not argument.star)
        return (node for node in found if node is not None)

    def _node(self, span: Span) -> Node | None:
        whole = span.shifted(self._reader.base)
        return self._reader.root.descendant_for_byte_range(whole.start, whole.end)


def _cell(callee: Value) -> ModuleClass | None:
    """The cell, whichever of these it is, that is called or made; None for anything else."""
    modules = list(module_classes(callee))
    alike = bool(modules) and all(needs_features(m) and _is_pair(m) == _is_pair(modules[0]) for m in modules)
    return modules[0] if alike else None


def _calls(construct: ModuleCall | SharedModuleCall) -> list[Span]:
    """Where a cell is called."""
    return [construct.span] if isinstance(construct, ModuleCall) else [call.span for call in construct.calls]


def _paths(callee: Value) -> tuple[Path, ...]:
    """Where arrays of a cell's size lie in its carry: both halves of a pair are of the same size."""
    cell = _cell(callee)
    return () if cell is None else ((0,), (1,)) if _is_pair(cell) else ((),)


def _is_pair(cell: ModuleClass) -> bool:
    return cell.builtin != "GRUCell"


def _given(arguments: Sequence[Argument], parameters: Sequence[str], name: str) -> Iterator[Argument]:
    """The argument that reaches a parameter of a known function."""
    for place, argument in enumerate(arguments):
        reached = argument.keyword or (parameters[place] if place < len(parameters) else "")
        if reached == name and not any(a.star for a in arguments[: place + 1]):
            yield argument
