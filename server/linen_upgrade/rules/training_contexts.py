"""What the contexts around a run of a module say: the state and the keys that it is handed by itself today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from linen_upgrade.document import function_around
from linen_upgrade.meaning.constructs import Construct, FunctionCall
from linen_upgrade.meaning.keyed_functions import KeyedCall, KeyedFunction
from linen_upgrade.meaning.training_constructs import Context, ContextUse
from linen_upgrade.rewriting.actions import Action, Insert, Replace, Unwrap
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.caches import CACHE, cache_around
from linen_upgrade.rules.module_state import COLLECTION
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule

KEYS = "dropout"
"""The name by which modules ask for keys today, as LIN301 writes it."""


class ContextRule(TrainingRule):
    """A `with` that goes, since what runs inside is given what it brought."""

    kind: str
    """The kind of the contexts that the rule is about."""
    constructs: ClassVar[tuple[type[Construct], ...]] = (Context,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every such `with`."""
        assert isinstance(construct, Context)
        if construct.kind == self.kind:
            yield replace(self.finding(construct, self.message), construct_span=construct.statement)

    message: str

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where what runs inside can't be given that by itself."""
        construct: Context = finding.finding.construct
        if construct.keys and not construct.problem and _is_taken(finding, file):
            return Applicability.MANUAL, f"the file has another `{construct.keys}`: split the key by hand"
        return (Applicability.MANUAL, construct.problem) if construct.problem else SAFE

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """The first of a statement's contexts takes all of them away."""
        construct: Context = finding.finding.construct
        if next(span for span, is_ours in construct.items if is_ours) != construct.span:
            return
        others = [file.text(finding, span) for span, is_ours in construct.items if not is_ours]
        made = "".join(_source_of_keys(other, file) for other in _beside(finding, file))
        if others:
            yield Replace(construct.clause, ", ".join(others))
            if made:
                yield Insert(construct.statement.start, made)
        else:
            yield Unwrap(construct.statement, construct.header_end, made)


def _is_taken(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether a file has the name of what gives the keys of a context that stands in no function, elsewhere."""
    construct: Context = finding.finding.construct
    start = finding.base + construct.statement.start
    node = file.document.tree.root_node.descendant_for_byte_range(start, start + 1)
    names = (construct.keys, *construct.constants)
    return node is not None and function_around(node) is None and any(map(file.names.used, names))


def _beside(finding: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """The contexts of the statement of one."""
    mine: Context = finding.finding.construct
    for found in file.findings:
        other = found.finding.construct
        if isinstance(other, Context) and found.base == finding.base and other.statement == mine.statement:
            yield found


def _source_of_keys(finding: LocatedFinding, file: FileContext) -> str:
    """The statement that makes one key after another of the one of a context, where not only modules draw."""
    construct: Context = finding.finding.construct
    if not construct.keys or construct.given is None:
        return ""
    fold_in, count = file.names.dotted("jax.random", "fold_in"), file.names.dotted("itertools", "count")
    partial = file.names.dotted("functools", "partial")
    made = f"map({partial}({fold_in}, {file.text(finding, construct.given)}), {count}(1))"
    names = {construct.keys: made, **dict.fromkeys(construct.constants, f"next({construct.keys})")}
    space = file.newline + file.indent(finding, construct.statement.start)
    return "".join(f"{name} = {value}{space}" for name, value in names.items())


def draws_of(finding: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """The keys that are drawn outside of any module, from a context or from what a function is handed for one."""
    around = finding.finding.construct
    if isinstance(around, KeyedCall):
        return
    whole = around.function if isinstance(around, KeyedFunction) else around.statement
    for found in file.of_code("LIN301"):
        drawn = found.finding.construct
        is_inside = found.base == finding.base and whole is not None and whole.contains(drawn.span)
        if isinstance(drawn, FunctionCall) and drawn.keys and is_inside:
            yield found


def state_around(uses: Sequence[ContextUse]) -> ContextUse | None:
    """The state context that counts for a run."""
    return next((use for use in uses if use.kind == "stateful"), None)


def state_text(use: ContextUse, finding: LocatedFinding, file: FileContext) -> str:
    """The source of the state that a run gets: what the one before it left, where there is one."""
    if use.number and use.mutable and use.yields:
        return use.yields
    return file.text(finding, use.given) if use.given is not None else ""


def key_text(uses: Sequence[ContextUse], finding: LocatedFinding, file: FileContext) -> str:
    """The source of the key that a run draws from, '' for none."""
    use = next((use for use in uses if use.kind == "stochastic"), None)
    if use is not None and use.keys:
        return f"next({use.keys})"
    key = use.key or (file.text(finding, use.given) if use.given is not None else "") if use is not None else ""
    if use is None or not key:
        return ""
    return f"{file.names.dotted('jax.random', 'fold_in')}({key}, {use.number})" if use.number else key


def mutable_text(uses: Sequence[ContextUse], file: FileContext) -> str:
    """The source of what a run may change; '' for nothing."""
    state = state_around(uses)
    names = [COLLECTION] if state is not None and state.mutable else []
    names += [CACHE] if cache_around(uses) is not None else []
    return f"[{', '.join(map(file.quoted, names))}]" if names else ""
