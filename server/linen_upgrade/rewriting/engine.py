"""One pass of one libcst transformer over a statement: many findings' actions in, minimal edits out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count

import libcst as cst
from libcst._nodes.internal import CodegenState
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from linen_upgrade.document import Edit, Span
from linen_upgrade.rewriting.actions import (
    Action,
    Before,
    Change,
    Indent,
    Insert,
    Lift,
    Pieces,
    Replace,
    UnparsableStatement,
    Unwrap,
)
from linen_upgrade.rewriting.indentation import indented


class Rewritten:
    """What became of the original nodes of one statement."""

    def __init__(self, module: cst.Module, originals: Mapping[tuple[Span, type[cst.CSTNode]], cst.CSTNode]) -> None:
        self.module = module
        self.originals = originals
        self.indents: list[str] = []
        """The indentation of each block around the node in hand."""
        self.before: list[tuple[Before, str]] = []
        """The statements to be added, each with its code, in the order in which they are to run."""
        self._results: dict[cst.CSTNode, cst.CSTNode | None] = {}

    def put(self, original: cst.CSTNode, updated: cst.CSTNode | None) -> None:
        """Remember the outcome for a node; None where it was removed."""
        self._results[original] = updated

    def result(self, span: Span, node_type: type[cst.CSTNode]) -> cst.CSTNode | None:
        """The node that took the place of the original at `span`; None if there was none or it is gone."""
        original = self.originals.get((span, node_type))
        return self._results.get(original) if original is not None else None

    def result_at(self, start: int, node_type: type[cst.CSTNode]) -> cst.CSTNode | None:
        """The node that took the place of the original of a type that begins at `start`, wherever that ends."""
        for (span, kind), original in self.originals.items():
            if span.start == start and kind is node_type:
                return self._results.get(original)
        return None

    def put_before(self, place: Before, code: str) -> None:
        """Add a statement in front of the one at `place`, behind those that are there already."""
        self.before.append((place, code))

    def unused(self, name: str, place: Before) -> str:
        """A name that the statement does not have, nor any that was added at `place`: `name` if that is free."""
        nodes = [*self.originals.values()]
        keywords = {node.keyword for node in nodes if isinstance(node, cst.Arg)}
        taken = {node.value for node in nodes if isinstance(node, cst.Name) and node not in keywords}
        taken |= {code.partition(" = ")[0] for there, code in self.before if there == place}
        numbered = (f"{name}_{number}" for number in count(2))
        return next(free for free in chain((name, f"attention_{name}"), numbered) if free not in taken)

    def code(self, node: cst.CSTNode) -> str:
        """A node's source, with the statement's own line endings and the indentation of the block in hand.

        `Module.code_for_node` knows no block, so that lines after the first would begin too far to the left.
        """
        state = CodegenState(default_indent=self.module.default_indent, default_newline=self.module.default_newline)
        for indent in self.indents:
            state.increase_indent(indent)
        node._codegen(state)
        return "".join(state.tokens)


def rewrite_statement(source: str, actions: Sequence[Action], newline: str) -> list[Edit]:
    """Edits of one top-level statement, in bytes from its beginning; none overlap.

    `newline` is what ends a line that is added. Raises UnparsableStatement.
    """
    edits = [Edit(a.span, a.text) for a in actions if isinstance(a, Replace)]
    inserts = [a for a in actions if isinstance(a, Insert)]
    if any(isinstance(a, (Change, Pieces, Lift)) for a in actions):
        found = _transform(source, actions)
        edits += found.edits
        inserts += found.lifted(source.encode(), newline)
    inserted = [Edit(Span(i.offset, i.offset), i.text) for i in sorted(inserts, key=lambda i: i.order)]
    moved = [a for a in actions if isinstance(a, (Indent, Unwrap))]
    return indented(source.encode(), _outermost(edits) + inserted, moved)


@dataclass(frozen=True)
class _Parsed:
    """A statement as libcst has it, whose nodes are never changed, and where they stand."""

    module: cst.Module
    spans: Mapping[cst.CSTNode, Span]
    originals: Mapping[tuple[Span, type[cst.CSTNode]], cst.CSTNode]


@lru_cache(maxsize=16)
def _parsed(source: str) -> _Parsed:
    """A statement, parsed once for all fixes that are offered in it. Raises UnparsableStatement."""
    try:
        module = cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        reason = f"line {error.raw_line} of the statement is not Python 3 as libcst knows it"
        raise UnparsableStatement(reason) from error
    found = MetadataWrapper(module, unsafe_skip_copy=True).resolve(ByteSpanPositionProvider)
    spans = {node: Span(span.start, span.start + span.length) for node, span in found.items()}
    originals: dict[tuple[Span, type[cst.CSTNode]], cst.CSTNode] = {}
    for node, span in spans.items():
        originals.setdefault((span, type(node)), node)
    return _Parsed(module, spans, originals)


def _transform(source: str, actions: Sequence[Action]) -> _Pass:
    parsed = _parsed(source)
    transformer = _Pass(parsed, actions)
    try:
        parsed.module.visit(transformer)
    except RecursionError as error:
        raise UnparsableStatement("the statement is nested too deeply to be rewritten") from error
    if transformer.missed:
        raise UnparsableStatement("linen-upgrade lost its place in the statement; please report it with the statement")
    return transformer


def _outermost(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that lie in no other one, which contains their effect already."""
    chosen: list[Edit] = []
    end = -1
    for edit in sorted(edits, key=lambda e: (e.span.start, -e.span.end)):
        before_last = chosen and edit.span.start == edit.span.end == chosen[-1].span.start
        if edit.span.end > end or edit.span.start >= end or before_last:
            chosen.append(edit)
            end = max(end, edit.span.end)
    return chosen


class _Pass(cst.CSTTransformer):
    """Applies each node's actions after those of its children."""

    def __init__(self, parsed: _Parsed, actions: Sequence[Action]) -> None:
        super().__init__()
        self.rewritten = Rewritten(parsed.module, parsed.originals)
        self.spans = parsed.spans
        self.edits: list[Edit] = []
        self._changes: dict[tuple[Span, type[cst.CSTNode]], list[Change]] = {}
        # A definition's end is not the same to libcst and to tree-sitter where comments follow, so its start tells.
        self._pieces: dict[tuple[int, type[cst.CSTNode]], list[Pieces]] = {}
        self._lifts: dict[Span, Lift] = {}
        for action in actions:
            if isinstance(action, Change):
                self._changes.setdefault((action.span, action.node_type), []).append(action)
            elif isinstance(action, Pieces):
                self._pieces.setdefault((action.span.start, action.node_type), []).append(action)
            elif isinstance(action, Lift):
                self._lifts[action.span] = action

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> None:  # noqa: N802 (libcst's name)
        self.rewritten.indents.append(self.rewritten.module.default_indent if node.indent is None else node.indent)

    def on_leave(  # type: ignore[override]
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> cst.CSTNode:
        if isinstance(original_node, cst.IndentedBlock):
            self.rewritten.indents.pop()
        span = self.spans.get(original_node)
        if span is None:
            return updated_node
        key = (span, type(original_node))
        node = updated_node
        for action in sorted(self._changes.pop(key, ()), key=lambda change: change.order):
            node = action.change(node, self.rewritten)
        lift = self._lifts.pop(span, None) if isinstance(original_node, cst.Call) else None
        if lift is not None:
            code = f"{lift.variable} = {self.rewritten.code(bare(node))}"
            self.rewritten.put_before(Before(lift.statement, lift.inline), code)
            node = cst.Name(lift.variable)
        if node is not updated_node:
            had_parentheses = bool(getattr(updated_node, "lpar", ()))
            node = _with_parentheses_of(updated_node, node)
            inner = bare(node) if had_parentheses or isinstance(node, cst.Arg) else node
            self.edits.append(Edit(span, self.rewritten.code(inner)))
        self.rewritten.put(original_node, node)
        for pieces in self._pieces.pop((span.start, type(original_node)), ()):
            self.edits += pieces.pieces(node, self.rewritten)
        return node

    @property
    def missed(self) -> bool:
        """Whether an action has found no node."""
        return bool(self._changes or self._pieces or self._lifts)

    def lifted(self, source: bytes, newline: str) -> list[Insert]:
        """The statements that were added, in the order in which they run."""
        inserts = []
        for order, (place, code) in enumerate(self.rewritten.before):
            start = place.statement.start
            line = source.rfind(b"\n", 0, start) + 1
            indent = source[line:start].decode()
            separator = "; " if place.inline else f"{newline}{indent}"
            inserts.append(Insert(start, f"{code}{separator}", order))
        return inserts


def bare(node: cst.CSTNode) -> cst.CSTNode:
    """A node without what its span leaves out: parentheses around an expression, the comma behind an argument."""
    if isinstance(node, cst.Arg):
        return node.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=cst.SimpleWhitespace(""))
    return node.with_changes(lpar=(), rpar=()) if getattr(node, "lpar", ()) else node


def _with_parentheses_of(before: cst.CSTNode, after: cst.CSTNode) -> cst.CSTNode:
    if (
        isinstance(before, cst.BaseExpression)
        and isinstance(after, cst.BaseExpression)
        and before.lpar
        and not after.lpar
    ):
        return after.with_changes(lpar=before.lpar, rpar=before.rpar)
    return after
