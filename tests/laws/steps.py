"""One step of a person at work: what is offered, what it carries, and what is there afterwards."""

from __future__ import annotations

import io
import tokenize
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from linen_upgrade.analysis import FileAnalysis, Fix, FixKind, file_fix, fixes_at
from linen_upgrade.document import Document, Edit, Span, apply_edits
from linen_upgrade.meaning.changed_names import ChangedNames
from linen_upgrade.meaning.constructs import ModuleCall, ModuleDefinition, OldImport
from linen_upgrade.meaning.hook_definition import HookDefinition
from linen_upgrade.meaning.values import module_classes
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules import rule
from linen_upgrade.rules.attention_call import ATTENTION

Print = tuple[str, str, "str | None", str]
"""What makes a finding the same one in another state of its file."""


@lru_cache(maxsize=400)
def analysed(source: bytes) -> FileAnalysis:
    return FileAnalysis(Document(source))


def prints(analysis: FileAnalysis, findings: Iterable[LocatedFinding]) -> Counter[Print]:
    return Counter(_print(analysis, found) for found in findings)


def _print(analysis: FileAnalysis, found: LocatedFinding) -> Print:
    finding, token = found.finding, analysis.document.text(found.span)
    # The import switch writes `flax.linen` for `flax.nn`, in the text that messages quote too.
    message, token = (text.replace("flax.linen", "flax.nn") for text in (finding.message, token))
    return finding.code, message, finding.owner, token


def still_counted(analysis: FileAnalysis, expected: Counter[Print]) -> Counter[Print]:
    """What is left of findings that count only beside pre-Linen Flax: none, where that is gone."""
    if analysis.reading.uses_old_flax:
        return expected
    return Counter({key: number for key, number in expected.items() if not rule(key[0]).beside_old_flax})


def offers(analysis: FileAnalysis, *kinds: FixKind, unsafe: bool = False) -> list[Fix]:
    """All offers of those kinds that have edits to give, anywhere in the file, in its order."""
    found: dict[str, Fix] = {}
    for located in analysis.findings():
        for fix in fixes_at(analysis, located.span, unsafe):
            if fix.kind in kinds and fix.applicability is not Applicability.MANUAL:
                found.setdefault(f"{fix.key} {fix.title}", fix)
    return list(found.values())


@lru_cache(maxsize=400)
def edits(source: bytes, unsafe: bool) -> tuple[tuple[Fix, list[Edit]], ...]:
    """Every fix that is offered somewhere in `source`, with its edits where it has any."""
    kinds = (FixKind.ONE, FixKind.CLASS, FixKind.RULE, FixKind.FILE)
    made = ((fix, fix.edits()) for fix in offers(analysed(source), *kinds, unsafe=unsafe))
    return tuple((fix, changes) for fix, changes in made if changes)


def is_left_to_people(fix: Fix) -> bool:
    """Whether fix-all never makes it alone: the import switch goes with classes, and names are written on request."""
    rules = [rule(code) for code in fix.key.split(":")[1:2]] if fix.kind is FixKind.ONE else []
    return any(this.follows_classes or this.on_request for this in rules)


def modes(source: bytes) -> tuple[bool, ...]:
    """Without the unsafe fixes, and with them where there are any."""
    analysis = analysed(source)
    return (False, True) if any(u.verdict[0] is Applicability.UNSAFE for u in analysis.plan().units()) else (False,)


def allowed(fix: Fix, unsafe: bool) -> bool:
    return fix.applicability is Applicability.SAFE or (unsafe and fix.applicability is Applicability.UNSAFE)


@lru_cache(maxsize=400)
def fixed(source: bytes, unsafe: bool) -> bytes:
    return apply_edits(source, file_fix(analysed(source), unsafe).edits())


def roles(analysis: FileAnalysis) -> Mapping[str, tuple[dict[str, bool], dict[str, str]]]:
    """For every own module class: whether each parameter is an input, and what the fields are called today.

    An upgraded class has its fields in its body and its inputs in `__call__`: the same facts, read elsewhere.
    """
    found = {}
    for module in analysis.workspace.classes():
        signature = analysis.roles().signature(module)
        if module.pre_linen:
            is_input = {p.name: signature.is_input(p.name) for p in signature.parameters}
            today = {p.name: signature.field_names[p.name] for p in signature.fields}
            found[module.name] = ({today.get(name, name): verdict for name, verdict in is_input.items()}, today)
        else:
            is_input = {p.name: True for p in module.parameters} | {p.name: False for p in module.fields}
            found[module.name] = (is_input, {})
    return found


def comments(source: bytes) -> Counter[str]:
    """All comments of a text that parses."""
    tokens = tokenize.tokenize(io.BytesIO(source).readline)
    return Counter(token.string.rstrip() for token in tokens if token.type == tokenize.COMMENT)


def is_attention(construct: ModuleCall) -> bool:
    """Whether a call is one of the library's attention modules."""
    return any(module.builtin in ATTENTION for module in module_classes(construct.callee))


def may_change(fix: Fix) -> list[Span]:
    """Where the bytes of a fix's findings stand: a construct, or the statement of an import."""
    spans = []
    for found in fix.findings:
        construct = found.finding.construct
        spans.append(found.construct_span)
        if isinstance(construct, OldImport):
            spans.append(construct.statement.shifted(found.base))
        # What attention needs before its call stands before the statement, as what is lifted out of one does.
        if isinstance(construct, ModuleCall) and (construct.lifted or is_attention(construct)):
            spans.append(construct.nesting.statement.shifted(found.base))
        if isinstance(construct, (ModuleDefinition, HookDefinition, ChangedNames)):
            spans.append(construct.class_span.shifted(found.base))
    return spans
