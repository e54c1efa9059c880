"""Reads off one method how many axes the arrays have that it hands to modules, and that it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import ASIDES, identifiers, parts_of
from linen_upgrade.meaning.constructs import Evidence, EvidenceKind, ModuleCall
from linen_upgrade.meaning.rank_calls import RankCallReader
from linen_upgrade.meaning.ranks import OfParameter, Rank, Unchanged, joined, small
from linen_upgrade.meaning.values import ModuleClass

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

_ENDS = ("return_statement", "raise_statement", "continue_statement", "break_statement")


class RankReader(RankCallReader):
    """Follows the names of a method from statement to statement."""

    def __init__(self, reader: ExpressionReader, module: ModuleClass, parameters: Sequence[str]) -> None:
        super().__init__(reader)
        self._module = module
        self.names = {name: Rank(0, OfParameter(module.key, name)) for name in parameters}
        self._returned: list[tuple[Node, Rank | None]] = []

    def read(self, body: Node, is_entry: bool) -> None:
        """Read a method's body; note the ranks that it tells."""
        self._block(body)
        reader = self.reader
        for owner, name, node, rank in self.told:
            self._note(owner, name, node, rank)
        for node, rank in self._returned if is_entry else ():
            self._note(self._module.key, "()", node, rank)
        for index, construct in enumerate(reader.constructs):
            if isinstance(construct, ModuleCall) and construct.span in self.attended:
                reader.constructs[index] = replace(construct, ranks=tuple(self.attended[construct.span]))

    def _note(self, owner: str, name: str, node: Node, rank: Rank | None) -> None:
        span, text = self.reader.span(node), self.reader.excerpt(node)
        self.reader.evidence.append(Evidence(owner, name, EvidenceKind.RANK, span, text, rank=small(rank)))

    # -- statements

    def _block(self, block: Node) -> bool:
        """Run statements in order; whether nothing runs behind them."""
        for child in block.named_children:
            if child.type in ASIDES:
                continue
            self._statement(child)
            if child.type in _ENDS:
                return True
        return False

    def _statement(self, node: Node) -> None:
        kind = node.type
        if kind == "expression_statement":
            for child in node.named_children:
                self._expression(child)
        elif kind == "assert_statement":
            self.rank_of_all(node)
            self._refine(node.named_children[0], holds=True)
        elif kind == "return_statement":
            for child in node.named_children:
                self._returned.append((child, self.rank(child)))
        elif kind == "if_statement":
            self._if(node)
        elif kind in ("for_statement", "while_statement"):
            self._loop(node)
        elif kind == "with_statement":
            self._with(node)
        elif kind in ("function_definition", "class_definition"):
            self._forget(node.child_by_field_name("name") or node)
        elif kind in ("try_statement", "match_statement", "decorated_definition", "delete_statement"):
            self._forget(node)

    def _forget(self, node: Node) -> None:
        """Whatever else binds names: nothing is known of them any more; calls inside tell nothing."""
        for name in identifiers(node):
            self.names.pop(name, None)

    def _expression(self, node: Node) -> None:
        if node.type == "assignment":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if right is None or left is None:
                return
            if right.type == "assignment":
                self._expression(right)
                inner = right.child_by_field_name("left")
                self._bind(left, self.names.get(self.reader.text(inner)) if inner is not None else None)
                return
            self._assign(left, right)
        elif node.type == "augmented_assignment":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                self._bind(left, joined((self.rank(left), self.rank(right)), widest=True))
        else:
            self.rank(node)

    def _assign(self, left: Node, right: Node) -> None:
        targets = parts_of(left) if left.type in _PATTERNS else []
        if targets and right.type in ("expression_list", "tuple"):
            values = parts_of(right)
            ranks = [self.rank(value) for value in values]
            for target, rank in zip(targets, ranks, strict=False) if len(targets) == len(ranks) else ():
                self._bind(target, rank)
            return
        rank = self.rank(right)
        if not targets:
            self._bind(left, rank)
            return
        for target in targets:
            self._bind(target, None)
        holder = right.child_by_field_name("object") if right.type == "attribute" else None
        starred = any(target.type == "list_splat_pattern" for target in targets)
        if holder is not None and holder.type == "identifier" and not starred and self._is_shape(right):
            self.names[self.reader.text(holder)] = Rank(len(targets))

    def _is_shape(self, node: Node) -> bool:
        name = node.child_by_field_name("attribute")
        return name is not None and self.reader.text(name) == "shape"

    def _bind(self, target: Node, rank: Rank | None) -> None:
        if target.type == "identifier":
            name, kept = self.reader.text(target), small(rank)
            self.names.pop(name, None)
            if kept is not None:
                self.names[name] = kept
        elif target.type not in ("attribute", "subscript"):
            self._forget(target)

    # -- branches and loops

    def _refine(self, condition: Node, holds: bool) -> None:
        """Take what a condition says of a number of axes, where it holds or where it doesn't."""
        if condition.type == "parenthesized_expression":
            self._refine(condition.named_children[0], holds)
        elif condition.type == "boolean_operator":
            operator = condition.child_by_field_name("operator")
            if operator is not None and self.reader.text(operator) == ("and" if holds else "or"):
                for child in (condition.child_by_field_name("left"), condition.child_by_field_name("right")):
                    if child is not None:
                        self._refine(child, holds)
        elif condition.type == "comparison_operator" and len(condition.named_children) == 2:
            operators = [self.reader.text(child) for child in condition.children if not child.is_named]
            first, second = condition.named_children
            number, counted = (first, second) if first.type == "integer" else (second, first)
            name = self._counted(counted)
            if number.type == "integer" and name and operators == (["=="] if holds else ["!="]):
                self.names[name] = Rank(int(self.reader.text(number)))

    def _counted(self, node: Node) -> str:
        """The name whose axes an expression counts: `x.ndim`, `len(x.shape)`."""
        text = self.reader.text(node).replace(" ", "")
        if node.type == "attribute" and text.endswith(".ndim"):
            name = text.removesuffix(".ndim")
        elif node.type == "call" and text.startswith("len(") and text.endswith(".shape)"):
            name = text.removeprefix("len(").removesuffix(".shape)")
        else:
            return ""
        return name if name.isidentifier() else ""

    def _if(self, node: Node) -> None:
        condition, consequence = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        if condition is None or consequence is None:
            self._forget(node)
            return
        self.rank(condition)
        before, ends = dict(self.names), []
        self._refine(condition, holds=True)
        if not self._block(consequence):
            ends.append(self.names)
        self.names = dict(before)
        self._refine(condition, holds=False)
        alternatives = node.children_by_field_name("alternative")
        complete = False
        for alternative in alternatives:
            start = dict(self.names)
            inner = alternative.child_by_field_name("condition")
            if inner is not None:
                self.rank(inner)
                self._refine(inner, holds=True)
            body = alternative.child_by_field_name("consequence") or alternative.child_by_field_name("body")
            if body is not None and not self._block(body):
                ends.append(self.names)
            complete |= alternative.type == "else_clause"
            self.names = start
        if not complete:
            ends.append(self.names)
        self.names = _join(ends) if ends else self.names

    def _loop(self, node: Node) -> None:
        for field in ("right", "condition"):
            part = node.child_by_field_name(field)
            if part is not None:
                self.rank(part)
        entry, told, returned = dict(self.names), len(self.told), len(self._returned)
        attended = set(self.attended)
        target = node.child_by_field_name("left")
        if target is not None:
            self._forget(target)
        for part in (node.child_by_field_name("body"), node.child_by_field_name("alternative")):
            if part is not None:
                self._block(part)
        ends = self.names
        kept = tuple(
            (rank, ends.get(name))
            for name, rank in sorted(entry.items(), key=lambda item: item[0])
            if ends.get(name) != rank
        )
        if kept:
            self.told[told:] = [(owner, n, at, _if_kept(rank, kept)) for owner, n, at, rank in self.told[told:]]
            self._returned[returned:] = [(at, _if_kept(rank, kept)) for at, rank in self._returned[returned:]]
            for span in self.attended.keys() - attended:
                self.attended[span] = [(n, r) for n, rank in self.attended[span] if (r := _if_kept(rank, kept))]
            ends = {name: wrapped for name, rank in ends.items() if (wrapped := _if_kept(rank, kept))}
        self.names = _join([entry, ends])

    def _with(self, node: Node) -> None:
        for clause in node.named_children:
            if clause.type == "with_clause":
                self._forget(clause)
        body = node.child_by_field_name("body")
        if body is not None:
            self._block(body)


_PATTERNS = ("pattern_list", "tuple_pattern", "list_pattern")


def _join(ends: Sequence[dict[str, Rank]]) -> dict[str, Rank]:
    """What is known of a name whichever way was taken."""
    common = set(ends[0]).intersection(*ends[1:]) if ends else set()
    found = {name: small(joined([names[name] for names in ends])) for name in common}
    return {name: rank for name, rank in found.items() if rank is not None}


def _if_kept(rank: Rank | None, kept: tuple[tuple[Rank, Rank | None], ...]) -> Rank | None:
    return small(Rank(0, Unchanged(rank, kept))) if rank is not None else None
