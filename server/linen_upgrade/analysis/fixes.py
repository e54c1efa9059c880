"""Fixes: one finding's, a class's, a rule's or a whole file's, all made by the same pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from linen_upgrade.analysis.failures import described, internal_error
from linen_upgrade.analysis.live import FileAnalysis
from linen_upgrade.analysis.planning import Plan, Unit, worse
from linen_upgrade.analysis.role_choices import flips
from linen_upgrade.analysis.suppression import noqa_edit
from linen_upgrade.analysis.workspace import Workspace
from linen_upgrade.document import PYTHON, Edit, Span
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.rewriting.actions import Action, UnparsableStatement, text_edits
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.definitions import definition_edits
from linen_upgrade.rewriting.dropped_imports import without_dropped
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rewriting.imports import import_edits
from linen_upgrade.rules import rule
from linen_upgrade.rules.rule import SAFE, Verdict


class FixKind(str, Enum):
    """What a fix is about."""

    ONE = "one"
    RULE = "rule"
    CLASS = "class"
    FILE = "file"
    WORKSPACE = "workspace"
    NOQA = "noqa"
    ROLE = "role"
    OTHERWISE = "otherwise"
    STEP = "step"


@dataclass(frozen=True)
class Fix:
    """An offer. `key` names it among those offered at the same place; edits are computed when asked for."""

    kind: FixKind
    key: str
    title: str
    verdict: Verdict
    findings: tuple[LocatedFinding, ...]
    home: str
    """The file that it was asked for in."""
    _compute: Callable[[], Mapping[str, list[Edit]]]
    is_preferred: bool = False
    is_quick: bool = True
    """Whether it answers a finding at the place, not just the wish to rewrite something there."""
    is_shown_first: bool = False
    """Whether a person looks at its edits before they are made, where the editor can show them."""

    @property
    def applicability(self) -> Applicability:
        """How far it may be trusted; MANUAL: there are no edits."""
        return self.verdict[0]

    @property
    def reason(self) -> str:
        """Why it is not safe, '' if it is."""
        return self.verdict[1]

    @property
    def fixed(self) -> Counter[str]:
        """How many findings of each code it fixes."""
        return Counter(located.finding.code for located in self.findings)

    def edits(self) -> list[Edit]:
        """The edits of the file that it was asked for in, none overlapping; empty where nothing can be done."""
        return self.changes().get(self.home, [])

    def changes(self) -> Mapping[str, list[Edit]]:
        """The edits of all files that it changes, by file."""
        return {} if self.applicability is Applicability.MANUAL else self._compute()


def file_fix(analysis: FileAnalysis, unsafe: bool) -> Fix:
    """All that fix-all takes in a file, with the unsafe fixes or without; no other file is written."""
    plan = analysis.plan(alone=True)
    return _of_units(analysis, plan, FixKind.FILE, "file", "Upgrade this file", lambda: plan.units(), unsafe)


def workspace_fix(workspace: Workspace, unsafe: bool) -> Fix:
    """All that fix-all takes in all files that may be written."""
    plan = workspace.plan(workspace.writable)
    title = "Upgrade the workspace"
    return _of_units(workspace, plan, FixKind.WORKSPACE, "workspace", title, lambda: plan.units(), unsafe)


def names_fix(workspace: Workspace) -> Fix:
    """The old automatic names, written out wherever they can be known, in all files that may be written."""
    plan = workspace.plan(workspace.writable)

    def units() -> Iterator[Unit]:
        found = (
            f for file in plan.files.values() for f in file.findings if rule(f.finding.code).is_on_request(f.finding)
        )
        return (plan.closure(f) for f in found if plan.may_write(f))

    title = "Name submodules as flax.nn did"
    return _of_units(workspace, plan, FixKind.WORKSPACE, "names", title, units, unsafe=False)


def rule_fix(analysis: FileAnalysis, code: str, unsafe: bool) -> Fix:
    """The fixes of all findings of one rule in the file, each with what it carries."""

    plan = analysis.plan(alone=True)

    def units() -> Iterator[Unit]:
        found = (f for f in plan.kept if f.finding.code == code and plan.may_write(f))
        return (plan.closure(f) for f in found)

    return _of_units(analysis, plan, FixKind.RULE, f"rule:{code}", f"Fix all {code} in this file", units, unsafe)


def fixes_at(analysis: FileAnalysis, span: Span, unsafe: bool = False) -> list[Fix]:
    """What is offered where `span` (bytes) lies, the preferred fix first."""
    plan = analysis.plan()
    touched = [found for found in plan.kept if found.home == analysis.home and found.span.touches(span)]
    offers: list[Fix] = []
    for found in touched:
        offers += _about(analysis, plan, found, unsafe)
    if not touched:
        offers += _class_around(analysis, plan, span)
    if touched or offers:
        offers.append(_whole_file(analysis, unsafe))
    offers += _role_flips(analysis, span)
    offers += [offer for found in touched for offer in _otherwise(analysis, plan, found)]
    offers += [offer for found in touched for offer in _step(analysis, plan, found)]
    offers += [_disable(analysis, found) for found in touched]
    offers += [_bare(analysis, plan, found) for found in touched if rule(found.finding.code).follows_classes]
    return _distinct(offers)


def _distinct(offers: Iterable[Fix]) -> list[Fix]:
    """One offer of each title, the preferred ones first, and of these only the first one preferred."""
    chosen: dict[str, Fix] = {}
    for fix in sorted(offers, key=lambda offer: not offer.is_preferred):
        if fix.is_preferred and any(other.is_preferred for other in chosen.values()):
            fix = _like(fix, is_preferred=False)
        chosen.setdefault(fix.title, fix)
    return [fix for fix in chosen.values() if fix.findings or fix.kind in (FixKind.NOQA, FixKind.ROLE)]


def _like(fix: Fix, is_preferred: bool, is_quick: bool = True) -> Fix:
    return replace(fix, is_preferred=is_preferred, is_quick=is_quick)


def _about(analysis: FileAnalysis, plan: Plan, found: LocatedFinding, unsafe: bool) -> Iterator[Fix]:
    """The offers for one finding."""
    this = rule(found.finding.code)
    if this.follows_classes:
        yield _like(_whole_file(analysis, unsafe), is_preferred=True)
        return
    definition = plan.definition(found)
    if definition is not None:
        yield _class_upgrade(analysis, plan, definition, is_preferred=True, is_quick=True)
    if definition is None or not isinstance(found.finding.construct, ModuleDefinition):
        unit = plan.closure(found)
        title = this.title(found.finding)
        upgrades = [f for f in unit.findings if isinstance(f.finding.construct, ModuleDefinition)]
        stays = f" (class {found.finding.owner} stays pre-Linen)" if definition is not None and not upgrades else ""
        also = ", ".join(f"upgrade class {f.finding.owner}" for f in upgrades)
        alone = _of_unit(
            analysis,
            FixKind.ONE,
            f"one:{found.finding.code}:{found.span.start}",
            f"{title}{stays}" + (f" and {also}" if also else ""),
            unit,
            is_preferred=definition is None,
        )
        yield replace(alone, is_shown_first=this.shown_first)
    yield rule_fix(analysis, found.finding.code, unsafe)


def _step(analysis: FileAnalysis, plan: Plan, found: LocatedFinding) -> Iterator[Fix]:
    """The rewrite of one finding without what it carries, for those who go step by step."""
    verdict, rest = plan.verdict(found), [other for other in plan.closure(found).findings if other is not found]
    if not rule(found.finding.code).in_steps or verdict[0] is Applicability.MANUAL or not rest:
        return
    count = f"{len(rest)} other places" if len(rest) > 1 else "another place"
    title = f"Rewrite this place alone ({count} of the program will have to follow)"
    verdict = worse(verdict, (Applicability.UNSAFE, f"what has to follow: {plan.places(rest, found)}"))
    key = f"step:{found.finding.code}:{found.span.start}"
    yield _of_unit(analysis, FixKind.STEP, key, title, Unit((found,), verdict))


def _role_flips(analysis: FileAnalysis, span: Span) -> Iterator[Fix]:
    for flip in flips(analysis, span):
        title = f"Make `{flip.parameter}` {'a field' if flip.role == 'field' else 'an input'} of {flip.owner}"
        why = "its header and its body share a line, behind which no comment can stand"
        verdict = SAFE if flip.edit is not None else (Applicability.MANUAL, why)
        changes = {analysis.home: [flip.edit]} if flip.edit is not None else {}
        key = f"role:{flip.owner}:{flip.parameter}"
        yield Fix(FixKind.ROLE, key, title, verdict, (), analysis.home, partial(dict, changes), is_quick=False)


def _whole_file(analysis: FileAnalysis, unsafe: bool) -> Fix:
    return _like(file_fix(analysis, unsafe), is_preferred=False, is_quick=False)


def _bare(analysis: FileAnalysis, plan: Plan, found: LocatedFinding) -> Fix:
    title, key = rule(found.finding.code).title(found.finding), f"one:{found.finding.code}:{found.span.start}"
    return _of_unit(analysis, FixKind.ONE, key, title, plan.closure(found))


def _otherwise(analysis: FileAnalysis, plan: Plan, found: LocatedFinding) -> Iterator[Fix]:
    """The upgrade with the rewrite that a rule would make of this one finding in another way."""
    other = rule(found.finding.code).otherwise(found, plan.files[found.home])
    unit = plan.unit(found)
    if other is None or unit.verdict[0] is Applicability.MANUAL:
        return
    how, why = other

    def compute() -> Mapping[str, list[Edit]]:
        try:
            return _changes(analysis.workspace, unit.findings, otherwise=found)
        except UnparsableStatement:
            return {}

    owner = found.finding.owner if plan.definition(found) is not None else None
    title = f"{f'Upgrade class {owner}' if owner else rule(found.finding.code).title(found.finding)}, {how}"
    verdict = worse(unit.verdict, (Applicability.UNSAFE, why))
    key = f"otherwise:{found.finding.code}:{found.span.start}"
    yield Fix(FixKind.OTHERWISE, key, title, verdict, unit.findings, analysis.home, compute)


def _class_around(analysis: FileAnalysis, plan: Plan, span: Span) -> Iterator[Fix]:
    around = [
        found
        for found in plan.kept
        if found.home == analysis.home
        and isinstance(found.finding.construct, ModuleDefinition)
        and found.finding.construct.class_span.shifted(found.base).contains(span)
    ]
    if around:
        innermost = min(around, key=lambda found: found.finding.construct.class_span[1])
        yield _class_upgrade(analysis, plan, innermost, is_preferred=False, is_quick=False)


def _class_upgrade(
    analysis: FileAnalysis, plan: Plan, definition: LocatedFinding, *, is_preferred: bool, is_quick: bool
) -> Fix:
    name, unit = definition.finding.owner, plan.closure(definition)
    others = sorted({found.home for found in unit.findings} - {analysis.home})
    where = others[0] if len(others) == 1 else f"{len(others)} other files"
    title = f"Upgrade class {name}" + (f" and what goes with it in {where}" if others else "")
    return _of_unit(analysis, FixKind.CLASS, f"class:{name}", title, unit, is_preferred, is_quick)


def _of_unit(
    analysis: FileAnalysis,
    kind: FixKind,
    key: str,
    title: str,
    unit: Unit,
    is_preferred: bool = False,
    is_quick: bool = True,
) -> Fix:
    def compute() -> Mapping[str, list[Edit]]:
        try:
            return _changes(analysis.workspace, unit.findings)
        except UnparsableStatement:
            return {}

    return Fix(kind, key, title, unit.verdict, unit.findings, analysis.home, compute, is_preferred, is_quick)


def _of_units(
    asked: FileAnalysis | Workspace,
    plan: Plan,
    kind: FixKind,
    key: str,
    title: str,
    units: Callable[[], Iterable[Unit]],
    unsafe: bool,
) -> Fix:
    workspace, home = (asked, "") if isinstance(asked, Workspace) else (asked.workspace, asked.home)

    def chosen() -> tuple[LocatedFinding, ...]:
        taken = [unit for unit in units() if unit.allowed(unsafe)]
        return tuple(
            {(f.home, f.span, f.construct_span, f.finding.code): f for u in taken for f in u.findings}.values()
        )

    def compute() -> Mapping[str, list[Edit]]:
        while True:
            try:
                return _changes(workspace, chosen())
            except UnparsableStatement as error:
                # The rest is still to be done; what has to go with that statement stays with it.
                plan.mark_unparsable(error.home, error.base, str(error))
                workspace.mark_unfixable(error.home, error.base, str(error))

    findings = chosen()
    verdict = SAFE if findings else _why_nothing(list(units()))
    return Fix(kind, key, title, verdict, findings, home, compute)


def _why_nothing(units: Sequence[Unit]) -> Verdict:
    verdict: Verdict = (Applicability.MANUAL, "there is nothing to fix")
    if units:
        verdict = min((unit.verdict for unit in units), key=lambda v: v[0] is Applicability.MANUAL)
    return worse((Applicability.MANUAL, verdict[1]), verdict)


def edits_of(analysis: FileAnalysis, unit: Unit) -> list[Edit]:
    """The edits by which fixing a unit changes one file. Raises UnparsableStatement."""
    return _changes(analysis.workspace, unit.findings).get(analysis.home, [])


def _changes(
    workspace: Workspace, findings: Sequence[LocatedFinding], otherwise: LocatedFinding | None = None
) -> dict[str, list[Edit]]:
    """What the findings' rules ask for, made in one pass over each statement; of one, in its second way.

    Raises UnparsableStatement.
    """
    files = workspace.contexts()
    if otherwise is not None:
        files[otherwise.home].otherwise = otherwise
    actions: dict[str, dict[int, list[Action]]] = {}
    asked = [found for found in findings if not rule(found.finding.code).is_on_request(found.finding)]
    for found in asked or findings:
        by_statement = actions.setdefault(found.home, {})
        with _guarded(workspace, found.home, found.base):
            by_statement.setdefault(found.base, []).extend(rule(found.finding.code).rewrite(found, files[found.home]))
    return {home: _edits(workspace, files[home], by_statement) for home, by_statement in actions.items()}


@contextmanager
def _guarded(workspace: Workspace, home: str, base: int) -> Iterator[None]:
    """Whatever goes wrong with one statement leaves that one as it is, and the others are still done."""
    try:
        yield
    except UnparsableStatement as error:
        error.home, error.base = home, base
        raise
    except Exception as error:
        if not workspace.tolerant:
            raise
        failure = UnparsableStatement(internal_error(described(error)))
        failure.home, failure.base = home, base
        raise failure from error


def _edits(workspace: Workspace, file: FileContext, actions: Mapping[int, Sequence[Action]]) -> list[Edit]:
    """One file's edits. Raises UnparsableStatement."""
    if file.document.language != PYTHON:
        return [edit for base, asked in sorted(actions.items()) for edit in text_edits(asked, base)]
    from linen_upgrade.rewriting.engine import rewrite_statement  # it loads libcst, which nothing before a fix needs

    spans = {statement.span.start: statement.span for statement, _ in workspace.readings[file.home].current}
    edits: list[Edit] = []
    for base, asked in sorted(actions.items()):
        with _guarded(workspace, file.home, base):
            made = rewrite_statement(file.document.text(spans[base]), asked, file.newline)
        edits += [Edit(edit.span.shifted(base), edit.text) for edit in made]
    additions = import_edits(file.document, file.names.needed, file.newline)
    imports = without_dropped(file.document, file.names.dropped, additions)
    definitions = definition_edits(file.document, file.names.definitions, imports, file.newline)
    return [*edits, *imports, *definitions]


def _disable(analysis: FileAnalysis, found: LocatedFinding) -> Fix:
    edit = noqa_edit(analysis.document, found.construct_span, found.finding.code)
    title = f"Disable {found.finding.code} here (# noqa: {found.finding.code})"
    key = f"noqa:{found.finding.code}:{found.span.start}"
    verdict = SAFE if edit is not None else (Applicability.MANUAL, "a comment cannot stand on its first or last line")
    changes = {analysis.home: [edit]} if edit is not None else {}
    return Fix(FixKind.NOQA, key, title, verdict, (found,), analysis.home, lambda: changes)
