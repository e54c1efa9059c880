"""What people read: the hover at a place, and a rule's page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from linen_upgrade import flax_api
from linen_upgrade.analysis.fixes import edits_of
from linen_upgrade.analysis.live import FileAnalysis
from linen_upgrade.analysis.plain_text import plain_text
from linen_upgrade.analysis.planning import Unit
from linen_upgrade.document import CFG, PYTHON, REQUIREMENTS, TOML, YAML, Document, Edit, Span, apply_edits
from linen_upgrade.meaning.changed_names import ChangedNames
from linen_upgrade.meaning.constructs import FunctionDefinition, ModuleDefinition, RenamedName
from linen_upgrade.rewriting.actions import UnparsableStatement
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules import Rule, rule
from linen_upgrade.rules.page import read_page

_FENCES = {PYTHON: "python", REQUIREMENTS: "text", TOML: "toml", YAML: "yaml", CFG: "ini"}
_MOST_LINES = 16
"""A rewritten piece of more lines than this is shown by its ends."""
_TRUST = {
    Applicability.SAFE: "safe fix",
    Applicability.UNSAFE: "fix to be reviewed",
    Applicability.MANUAL: "no automatic fix",
}


def explanation(of: Rule) -> str:
    """A rule's page, in Markdown."""
    return of.page


def hover(analysis: FileAnalysis, offset: int, markdown: bool = True) -> tuple[str, Span] | None:
    """What there is to say at byte `offset`, as Markdown or as plain text, and what it is about; None for nothing."""
    places = (_finding_at, _class_at, _parameter_at, _old_name_at)
    found = next(filter(None, (at(analysis, offset) for at in places)), None)
    if found is None:
        return None
    text, span = found
    return (text if markdown else plain_text(text)), span


def _finding_at(analysis: FileAnalysis, offset: int) -> tuple[str, Span] | None:
    here = [found for found in analysis.findings() if found.span.start <= offset < found.span.end]
    if not here:
        return None
    about = min(here, key=lambda found: found.span.end - found.span.start)
    parts = [*_about(analysis, about)]
    construct = about.finding.construct
    name = _old_name_at(analysis, offset) if isinstance(construct, RenamedName) else None
    name = _class_at(analysis, offset) if isinstance(construct, ChangedNames) else name
    return "\n\n".join([*parts, *(["---", name[0]] if name is not None else [])]), about.span


def _about(analysis: FileAnalysis, found: LocatedFinding) -> Iterator[str]:
    this, unit = rule(found.finding.code), _offered(analysis, found)
    applicability, reason = unit.verdict
    page = read_page(this.page)
    yield f"**[{this.code}]({this.url})** {this.name} · {_TRUST[applicability]}"
    if applicability is not Applicability.MANUAL and (rewritten := _rewritten(analysis, found, unit)):
        yield f"Yours, upgraded:\n\n```{_FENCES[analysis.document.language]}\n{rewritten}\n```"
    if reason:
        yield f"**{_TRUST[applicability].capitalize()}**: {reason}."
    if isinstance(found.finding.construct, ModuleDefinition):
        yield _roles(analysis, found.finding.construct)
    yield "---"
    yield f"**What changed**\n\n{page.sections['What changed']}"
    yield f"**Why**\n\n{page.sections['Why']}"
    if page.examples and (first := page.examples[0]).after is not None:
        fence = f"```{first.language}\n"
        yield f"Before:\n\n{fence}{first.before}```\n\nAfter:\n\n{fence}{first.after}```"
    yield f"**What to watch for**\n\n{page.sections['What to watch for']}"


def _offered(analysis: FileAnalysis, found: LocatedFinding) -> Unit:
    """What the preferred fix does, or the finding's own fix where only that can be done."""
    plan = analysis.plan()
    if rule(found.finding.code).is_on_request(found.finding):
        return plan.closure(found)
    unit = plan.unit(found)
    return plan.closure(found) if unit.verdict[0] is Applicability.MANUAL else unit


def _rewritten(analysis: FileAnalysis, found: LocatedFinding, unit: Unit) -> str:
    """The person's own lines as they are after the fix."""
    try:
        edits = edits_of(analysis, unit)
    except UnparsableStatement:
        return ""
    document, construct = analysis.document, found.finding.construct
    shown = found.construct_span
    if isinstance(construct, ModuleDefinition):
        shown = Span(construct.class_span.start, construct.parameter_list.end).shifted(found.base)
    if isinstance(construct, ChangedNames) and construct.pins:
        offsets = [pin.offset for pin in construct.pins]
        shown = Span(min(offsets), max(offsets)).shifted(found.base)
    start = document.lines.start(document.lines.row(shown.start))
    end = document.lines.line_end(document.lines.row(shown.end), document.source)
    reaching = (edit for edit in edits if edit.span.start < end and start < edit.span.end)
    around = next((edit for edit in reaching if edit.span.start < start or end < edit.span.end), None)
    if around is not None:
        rows = range(document.lines.row(shown.start), document.lines.row(shown.end) + 1)
        return _shortened(textwrap.dedent("\n".join(_lines_within(document, around, rows))).splitlines())
    within = [edit for edit in edits if start <= edit.span.start and edit.span.end <= end]
    piece = apply_edits(document.source[start:end], [Edit(e.span.shifted(-start), e.text) for e in within])
    return _shortened(textwrap.dedent(piece.decode(errors="replace")).splitlines())


def _lines_within(document: Document, edit: Edit, rows: range) -> Iterator[str]:
    """What some rows of a text become, by an edit that reaches beyond them, as a comparison of the lines tells."""
    lines, source = document.lines, document.source
    first = lines.row(edit.span.start)
    start, end = lines.start(first), lines.line_end(lines.row(edit.span.end), source)
    whole = source[start:end]
    old = whole.decode(errors="replace").splitlines()
    new = apply_edits(whole, [Edit(edit.span.shifted(-start), edit.text)]).decode(errors="replace").splitlines()
    matcher = SequenceMatcher(None, [line.strip() for line in old], [line.strip() for line in new], autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        low, high = max(i1, rows.start - first), min(i2, rows.stop - first)
        if low < high:
            # Where as many lines have come as have gone, each took the place of one.
            yield from new[j1 + low - i1 : j1 + high - i1] if i2 - i1 == j2 - j1 else new[j1:j2]


def _shortened(lines: Sequence[str]) -> str:
    half = _MOST_LINES // 2
    return "\n".join(lines if len(lines) <= _MOST_LINES else [*lines[:half], "…", *lines[-half:]])


def _roles(analysis: FileAnalysis, construct: ModuleDefinition) -> str:
    signature = analysis.roles().signature(construct.module)
    rows = [f"- `{name}` – {role}" for name, role in signature.roles.items()]
    return "Its parameters:\n\n" + "\n".join(rows) if rows else "It has no parameters."


def _class_at(analysis: FileAnalysis, offset: int) -> tuple[str, Span] | None:
    """The roles of all parameters of a pre-Linen class, at its name."""
    for found in analysis.findings():
        construct = found.finding.construct
        if isinstance(construct, ModuleDefinition) and not isinstance(construct, FunctionDefinition):
            place = construct.name_token.shifted(found.base)
            if place.start <= offset < place.end:
                return f"Class `{construct.module.name}` of flax.nn. {_roles(analysis, construct)}", place
    return None


def _parameter_at(analysis: FileAnalysis, offset: int) -> tuple[str, Span] | None:
    """The role of a parameter of a pre-Linen class, with its reason."""
    for found in analysis.findings():
        construct = found.finding.construct
        if not isinstance(construct, ModuleDefinition):
            continue
        for parameter, span in zip(construct.own_parameters, construct.parameter_spans, strict=True):
            place = span.shifted(found.base)
            if place.start <= offset < place.end:
                role = analysis.roles().signature(construct.module).roles[parameter.name]
                return f"`{parameter.name}` of class {construct.module.name} – {role}", place
    return None


def _old_name_at(analysis: FileAnalysis, offset: int) -> tuple[str, Span] | None:
    for statement, meaning in analysis.meanings():
        if statement.span.start <= offset <= statement.span.end:
            for mention in meaning.old_names:
                span, known = mention.span.shifted(statement.span.start), flax_api.name(mention.path)
                if span.start <= offset < span.end and known is not None:
                    return _of_name(known), span
    return None


def _of_name(known: flax_api.OldName) -> str:
    """What an old name was and what takes its place."""
    parts = [f"**{known.path}** – {known.kind} of Flax before 0.4", f"```python\n{known.signature}\n```"]
    if known.replacement is not None:
        parts.append(f"Today:\n\n```python\n{known.replacement}\n```")
    else:
        parts.append("Nothing takes its place today.")
    if known.note:
        parts.append(known.note)
    if known.same_numbers is not None:
        parts.append("It computes the same numbers." if known.same_numbers else "It does not compute the same numbers.")
    return "\n\n".join(parts)
