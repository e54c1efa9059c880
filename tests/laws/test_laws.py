"""The five laws of rewriting, over every example and trap, over written files and over random combinations."""

from __future__ import annotations

import ast
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linen_upgrade.analysis import FixKind, file_fix
from linen_upgrade.document import Span, apply_edits
from linen_upgrade.rewriting.findings import Applicability

from . import steps
from .corpus import FOUND, combinations, old_sources, sources

OLD = [pytest.param(text.encode(), id=name) for name, text in old_sources().items()]
NEW = [pytest.param(text.encode(), id=name) for name, text in sources().items() if name not in old_sources()]
# All laws over one source run together, so that what is offered in it is worked out once.
each_old_source = pytest.mark.parametrize("source", OLD, scope="class")
each_source = pytest.mark.parametrize("source", [*OLD, *NEW], scope="class")
ORDERS = ("last", "random 1", "random 2")


def pick(order: str, count: int, chooser: random.Random) -> int:
    return {"first": 0, "last": count - 1}.get(order, chooser.randrange(count))


def one_by_one(source: bytes, unsafe: bool, choose: object) -> tuple[bytes, list[str]]:
    """The single fixes of what fix-all takes, one after the other, each on a fresh analysis; `choose(n)` draws one."""
    analysis = steps.analysed(source)
    taken = steps.prints(analysis, file_fix(analysis, unsafe).findings)
    done: list[str] = []
    while True:
        candidates = [
            fix
            for fix in steps.offers(analysis, FixKind.ONE, FixKind.CLASS, unsafe=unsafe)
            if steps.allowed(fix, unsafe)
            and not steps.is_left_to_people(fix)
            and steps.prints(analysis, fix.findings) <= taken
        ]
        # The import's own preferred fix is 'Upgrade this file': all that is left once the classes are done.
        candidates = candidates or [f for f in [file_fix(analysis, unsafe)] if f.findings]
        if not candidates:
            return source, done
        fix = candidates[choose(len(candidates))]  # type: ignore[operator]
        edits = fix.edits()
        if not edits:  # a statement that libcst can't take: fix-all leaves it too
            return source, done
        taken -= steps.prints(analysis, fix.findings)
        source = apply_edits(source, edits)
        done.append(fix.title)
        analysis = steps.analysed(source)


def check_stability(source: bytes, unsafe: bool) -> None:
    analysis = steps.analysed(source)
    before, roles = steps.prints(analysis, analysis.findings()), steps.roles(analysis)
    for fix, edits in steps.edits(source, unsafe):
        after = steps.analysed(apply_edits(source, edits))
        left = steps.prints(after, after.findings())
        expected = steps.still_counted(after, before - steps.prints(analysis, fix.findings))
        assert left == expected, f"{fix.title}: new {dict(left - expected)}, lost {dict(expected - left)}"
        for name, (is_input, today) in steps.roles(after).items():
            # An upgraded class has the fields of its bases beside its own.
            kept = {parameter: is_input.get(parameter) for parameter in roles[name][0]}
            assert kept == roles[name][0], f"{fix.title}: roles of {name}"
            assert not today or today == roles[name][1], f"{fix.title}: field names of {name}"


def check_locality(source: bytes, unsafe: bool) -> None:
    analysis = steps.analysed(source)
    statements = [statement.span for statement, _ in analysis.meanings()]
    for fix, edits in steps.edits(source, unsafe):
        bases, spans = {found.base for found in fix.findings}, steps.may_change(fix)
        for edit in edits:
            if edit.span.start == edit.span.end and "import" in edit.text:
                continue
            if b"import" in source[source.rfind(b"\n", 0, edit.span.start) + 1 : edit.span.start]:
                continue  # a name that joins an import
            goes = source[edit.span.start : edit.span.end].lstrip() if not edit.text else b""
            # A statement that goes takes its line along, and empty lines above.
            start = edit.span.end - len(goes)
            changed = Span(start, start + len(goes.rstrip())) if goes.strip() else edit.span
            around = next((s for s in statements if s.contains(changed)), None)
            assert around is not None, f"{fix.title}: {edit} lies in no statement"
            if edit.span.start == edit.span.end and source[around.start : around.end].startswith(b"from "):
                continue  # a name that joins an import of several lines
            assert around.start in bases, f"{fix.title}: {edit} lies in a statement without a finding of the fix"
            assert any(span.contains(changed) for span in spans), f"{fix.title}: {edit} lies outside what is rewritten"


def check_parses(source: bytes, unsafe: bool) -> None:
    assert parses(source)
    for fix, edits in steps.edits(source, unsafe):
        assert parses(apply_edits(source, edits)), f"{fix.title}: {edits}"
    for fix in steps.offers(steps.analysed(source), FixKind.NOQA):
        assert parses(apply_edits(source, fix.edits())), fix.title


def parses(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class TestEverySource:
    """Each law over each source by itself, with and without the unsafe fixes."""

    @each_old_source
    def test_what_a_fix_leaves_is_what_was_there_less_what_it_carried(self, source: bytes) -> None:
        for unsafe in steps.modes(source):
            check_stability(source, unsafe)

    @pytest.mark.parametrize("order", ORDERS)
    @each_old_source
    def test_any_order_gives_the_text_of_fix_all(self, source: bytes, order: str) -> None:
        chooser = random.Random(order)
        for unsafe in steps.modes(source):
            result, done = one_by_one(source, unsafe, lambda count: pick(order, count, chooser))
            assert result.decode() == steps.fixed(source, unsafe).decode(), done

    @each_source
    def test_fixing_what_is_fixed_changes_nothing(self, source: bytes) -> None:
        for unsafe in steps.modes(source):
            once = steps.fixed(source, unsafe)
            assert steps.fixed(once, unsafe).decode() == once.decode()

    @each_old_source
    def test_an_edit_lies_in_a_construct_that_it_fixes_or_adds_an_import(self, source: bytes) -> None:
        for unsafe in steps.modes(source):
            check_locality(source, unsafe)

    @each_old_source
    def test_what_parsed_parses(self, source: bytes) -> None:
        for unsafe in steps.modes(source):
            check_parses(source, unsafe)

    @each_old_source
    def test_comments_stay(self, source: bytes) -> None:
        for unsafe in steps.modes(source):
            assert not steps.comments(source) - steps.comments(steps.fixed(source, unsafe))

    @each_old_source
    def test_silencing_a_finding_takes_those_of_its_code_on_that_line_and_no_other(self, source: bytes) -> None:
        analysis = steps.analysed(source)
        before, roles = steps.prints(analysis, analysis.findings()), steps.roles(analysis)
        for fix in steps.offers(analysis, FixKind.NOQA):
            after = steps.analysed(apply_edits(source, fix.edits()))
            left, taken = steps.prints(after, after.findings()), steps.prints(analysis, fix.findings)
            assert not left - before, fix.title
            assert taken <= before - left, fix.title
            assert {code for code, *_ in before - left} == set(fix.fixed), fix.title
            assert steps.roles(after) == roles, fix.title

    @each_old_source
    def test_what_stands_between_statements_stays(self, source: bytes) -> None:
        """Form feeds, trailing white space, comments and a lone carriage return at the end come out as they went in."""
        noisy = with_noise(source)
        for unsafe in steps.modes(source):
            result, position = steps.fixed(noisy, unsafe), 0
            assert result.endswith(b"\r")
            assert [line for line in result.split(b"\n") if line in NOISE] == [
                line for line in noisy.split(b"\n") if line in NOISE
            ]
            for text in untouched_statements(noisy, unsafe):
                position = result.find(text, position)
                assert position >= 0, f"{text!r} is not as it was"
                position += len(text)


NOISE = (b"\f", b"  \t", b"# kept")


def with_noise(source: bytes) -> bytes:
    """`source` with a line of noise before every statement that begins a line, and a lone `\\r` at the end."""
    starts = [s.span.start for s, _ in steps.analysed(source).meanings()]
    for index, start in reversed(list(enumerate(starts))):
        if start == 0 or source[start - 1 : start] == b"\n":
            source = source[:start] + NOISE[index % len(NOISE)] + b"\n" + source[start:]
    return source + b"\r"


def untouched_statements(source: bytes, unsafe: bool) -> list[bytes]:
    """The text of every top-level statement that fix-all has no finding in; imports are apart, for names join them."""
    analysis = steps.analysed(source)
    bases = {found.base for found in file_fix(analysis, unsafe).findings}
    spans = [s.span for s, _ in analysis.meanings() if "import" not in s.node.type]
    return [source[span.start : span.end] for span in spans if span.start not in bases]


class TestCombinations:
    """Each law over several sources in one file."""

    @given(source=combinations(), unsafe=st.booleans(), data=st.data())
    def test_any_order_gives_the_text_of_fix_all(self, source: str, unsafe: bool, data: st.DataObject) -> None:
        def choose(count: int) -> int:
            return data.draw(st.integers(0, count - 1), label="next fix")

        result, done = one_by_one(source.encode(), unsafe, choose)
        assert result.decode() == steps.fixed(source.encode(), unsafe).decode(), done

    @settings(max_examples=settings.default.max_examples // 2)
    @given(source=combinations(), unsafe=st.booleans())
    def test_what_a_fix_leaves_is_what_was_there_less_what_it_carried(self, source: str, unsafe: bool) -> None:
        check_stability(source.encode(), unsafe)

    @settings(max_examples=settings.default.max_examples // 2)
    @given(source=combinations(), unsafe=st.booleans())
    def test_the_rest_holds_too(self, source: str, unsafe: bool) -> None:
        check_locality(source.encode(), unsafe)
        once = steps.fixed(source.encode(), unsafe)
        ast.parse(once)
        assert steps.fixed(once, unsafe) == once


@pytest.mark.parametrize("name", ["partial", "Any"])
def test_a_name_that_is_bound_below_is_not_used_above(name: str) -> None:
    """Fields are read when the class statement runs: by then the import has to have run too."""
    result = steps.fixed(FOUND["found-import-below"].encode(), False).decode()
    uses = re.findall(rf"^ .*(?<!\.)\b{name}\b", result, re.MULTILINE)
    bound_first = re.search(rf"^from \w+ import .*\b{name}\b", result.partition("class ")[0], re.MULTILINE)
    assert bound_first or not uses


def test_the_corpus_has_what_the_laws_are_about() -> None:
    """A law over nothing holds: there are single fixes, classes, followers, imports to add, safe and unsafe ones."""
    kinds, verdicts, most = set(), set(), 0
    for text in old_sources().values():
        analysis = steps.analysed(text.encode())
        offers = steps.offers(analysis, *FixKind)
        kinds |= {fix.kind for fix in offers}
        verdicts |= {fix.applicability for fix in offers}
        most = max(most, len(offers))
    assert kinds == set(FixKind) - {FixKind.WORKSPACE}  # there is one file only
    assert verdicts == {Applicability.SAFE, Applicability.UNSAFE}
    assert most > 20
