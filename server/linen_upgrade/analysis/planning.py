"""What the fix of a finding takes along with it, and how far the whole may be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import PYTHON
from linen_upgrade.meaning.constructs import ModuleCall, ModuleDefinition
from linen_upgrade.project.survey import reached
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules import Rule, rule
from linen_upgrade.rules.rule import SAFE, Verdict

DEEPEST = 300
"""Levels of syntax beyond which libcst runs out of stack (it dies at some thousand): a finding there has no fix."""

_ORDER = (Applicability.SAFE, Applicability.UNSAFE, Applicability.MANUAL)
_Key = tuple[str, tuple[int, int], tuple[int, int], str]


def worse(first: Verdict, second: Verdict) -> Verdict:
    """The less trusted of two verdicts, the first one of equals."""
    return second if _ORDER.index(second[0]) > _ORDER.index(first[0]) else first


@dataclass(frozen=True)
class Unit:
    """Findings that are fixed in one edit or not at all."""

    findings: tuple[LocatedFinding, ...]
    verdict: Verdict

    def allowed(self, unsafe: bool) -> bool:
        """Whether fix-all takes it, with the unsafe ones or without."""
        return self.verdict[0] is Applicability.SAFE or (unsafe and self.verdict[0] is Applicability.UNSAFE)


class Plan:
    """The units of one state of the files.

    `nodes` are their top-level statements by file and first byte; `unread` names the files of which some could not be
    read; `writable` those that may be written, None for all.
    """

    def __init__(
        self,
        files: Mapping[str, FileContext],
        kept: Sequence[LocatedFinding],
        nodes: Mapping[tuple[str, int], Node],
        unread: frozenset[str],
        writable: frozenset[str] | None,
        unknown: Sequence[str] = (),
    ) -> None:
        """`unknown` are files that could not be read at all."""
        self._unknown = unknown
        self.files, self.kept, self._nodes, self._writable = files, kept, nodes, writable
        self._kept_keys = {_key(found) for found in kept}
        self._kept_definitions = [found for found in kept if isinstance(found.finding.construct, ModuleDefinition)]
        self._beside = [found for found in kept if _rule(found).beside_old_flax and not _rule(found).of_the_code_base]
        self._of_the_code_base = [found for found in kept if _rule(found).of_the_code_base]
        self._old_keys: dict[str, frozenset[_Key]] = {}
        self._unread = unread
        self._hard_verdicts: dict[_Key, Verdict] = {}
        self._verdicts: dict[_Key, Verdict] = {}
        self._units: dict[_Key, Unit] = {}
        self._broken: dict[tuple[str, int], str] = {}
        self._left: str | None = None

    def units(self) -> Iterator[Unit]:
        """The units that fix-all chooses from; each kept finding that may be fixed is in one of them at least."""
        seen: dict[int, Unit] = {}  # kept alive, lest another one gets the identity of one that is gone
        for found in filter(self.may_write, self.kept):
            unit = self.unit(found)
            if id(unit) not in seen:
                seen[id(unit)] = unit
                yield unit

    def unit(self, found: LocatedFinding) -> Unit:
        """What fix-all does about a finding: the upgrade of its class where that is selected, else its own fix."""
        definition = self.definition(found)
        if definition is not None:
            return self.closure(definition)
        if _rule(found).of_the_code_base and self._is_old and not self._left_by_safe_fixes:
            return Unit((found,), self.verdict(found))
        if _is_on_request(found):
            return Unit((), (Applicability.MANUAL, "it is made only where that is asked for"))
        own, leading = self.closure(found), self._leading(found)
        if not leading:
            alone = _rule(found).verdict_alone(found, self.files[found.home])
            return own if alone == SAFE else Unit(own.findings, worse(own.verdict, alone))
        upgrades = [self.closure(definition) for definition in leading]
        best = min((upgrade.verdict for upgrade in upgrades), key=lambda verdict: _ORDER.index(verdict[0]))
        return Unit(own.findings, worse(own.verdict, best))

    def _leading(self, found: LocatedFinding) -> list[LocatedFinding]:
        """The classes of which one has to be upgraded along with a finding, that would be left with half of it else."""
        code_base = self.files[found.home].code_base
        calling = list(code_base.classes_that_call(found))
        if _rule(found).follows_classes:
            own = [known for known in self._kept_definitions if known.home == found.home]
            calling += own or [c for f in self.files[found.home].findings for c in code_base.classes_that_call(f)]
        return [known for known in calling if _key(known) in self._kept_keys]

    def applicability(self, found: LocatedFinding) -> Verdict:
        """How far `fix` can be trusted with a finding; what only waits for its class says so briefly."""
        if _is_on_request(found):
            return self.verdict(found)
        unit, own = self.unit(found), self.verdict(found)
        if unit.verdict[0] is own[0]:
            return own
        if isinstance(found.finding.construct, ModuleDefinition):
            return unit.verdict
        waits = "has no automatic fix" if unit.verdict[0] is Applicability.MANUAL else "wants a review"
        if self.definition(found) is not None:
            return unit.verdict[0], f"it goes with class {found.finding.owner}, which {waits} (LIN101 tells why)"
        if unit.verdict[0] is self.closure(found).verdict[0] or not self._leading(found):
            return unit.verdict
        which = "of this file" if _rule(found).follows_classes else "that call this function"
        return unit.verdict[0], f"it goes with the classes {which}, of which every one {waits}"

    def definition(self, inside: LocatedFinding) -> LocatedFinding | None:
        """The kept finding on the `apply` of the class around a finding."""
        owner = inside.finding.owner
        found = self.files[inside.home].definition(owner) if owner is not None else None
        return found if found is not None and _key(found) in self._kept_keys else None

    def may_write(self, found: LocatedFinding) -> bool:
        """Whether a finding lies in a file that may be written."""
        return self._writable is None or found.home in self._writable

    def outside(self, unit: Unit) -> list[LocatedFinding]:
        """Calls of what a unit upgrades, in files that may not be written: they must follow."""
        callers = (
            follower
            for found in unit.findings
            for follower, needed in _rule(found).follows(found, self.files[found.home])
            if needed and not self.may_write(follower)
        )
        return list({_key(found): found for found in callers}.values())

    def left_outside(self, fixed: Sequence[LocatedFinding]) -> list[LocatedFinding]:
        """Findings of the whole code base in files that may not be written, if these fixes leave no pre-Linen Flax."""
        outside = [found for found in self._of_the_code_base if not self.may_write(found)]
        return outside if outside and not self._pre_linen_left({_key(found): found for found in fixed}) else []

    def closure(self, seed: LocatedFinding) -> Unit:
        """A finding with all that its fix carries."""
        key = _key(seed)
        if key not in self._units:
            self._units[key] = self._closed(seed)
        return self._units[key]

    def _closed(self, seed: LocatedFinding) -> Unit:
        taken: dict[_Key, LocatedFinding] = {}
        verdict, queue = SAFE, [seed]
        while queue or self._last_uses(taken, queue):
            found = queue.pop(0)
            if _key(found) in taken:
                continue
            taken[_key(found)] = found
            if found is seed or not _is_on_request(found):
                verdict = worse(verdict, self._placed(self.verdict(found), found, seed))
            queue += _rule(found).carries(found, self.files[found.home])
            for follower, needed in _rule(found).follows(found, self.files[found.home]):
                if not self.may_write(follower):
                    continue
                if _is_on_request(follower):
                    queue.append(follower)
                    continue
                own = self._hard(follower)
                if own[0] is not Applicability.MANUAL:
                    queue.append(follower)
                elif needed:
                    verdict = worse(verdict, self._left_behind(follower, own[1], seed))
        if self._of_the_code_base and any(_rule(f).of_the_code_base for f in taken.values()):
            verdict = worse(verdict, self._whether_code_is_ready(taken))
        return Unit(tuple(sorted(taken.values(), key=lambda f: (f.home, f.span, f.finding.code))), verdict)

    def _last_uses(self, taken: Mapping[_Key, LocatedFinding], queue: list[LocatedFinding]) -> bool:
        """Queue what counts only beside pre-Linen Flax, where none is left once all of `taken` is fixed."""
        homes = {found.home for found in taken.values()} if self._beside else set()
        turned = {home for home in homes if self._is_last(home, taken)}
        if turned:
            uses = {home: file.age.uses for home, file in self.files.items()}
            old = [home for home, file in self.files.items() if file.age.uses_old_flax and home not in turned]
            lost = turned | (reached(turned, uses) - reached(old, uses))
            beside = (f for f in self._beside if f.home in lost and _key(f) not in taken)
            queue += [found for found in beside if self._hard(found) == SAFE]
        if self._of_the_code_base and not queue and not self._pre_linen_left(taken):
            last = (f for f in self._of_the_code_base if _key(f) not in taken)
            queue += [found for found in last if self._hard(found) == SAFE]
        return bool(queue)

    def _pre_linen_left(self, taken: Mapping[_Key, LocatedFinding]) -> str:
        """The first file that has pre-Linen Flax once all of `taken` is fixed, '' for none."""
        old = (home for home, file in sorted(self.files.items()) if file.age.uses_old_flax)
        stays = (home for home in old if self._is_kept_old(home) or not self._is_last(home, taken))
        return next(stays, next(iter(self._unknown), ""))

    def _is_kept_old(self, home: str) -> bool:
        """Whether a person silenced something pre-Linen in a file, so that no fix takes it."""
        silenced = self.files[home].silenced
        return any(not (_rule(found).beside_old_flax or _is_on_request(found)) for found in silenced)

    def _whether_code_is_ready(self, taken: Mapping[_Key, LocatedFinding]) -> Verdict:
        """The verdict on changing what all code runs on, once all of `taken` is fixed."""
        if left := self._pre_linen_left(taken):
            return Applicability.UNSAFE, f"{left} still has pre-Linen Flax, for which these versions are right"
        if not self._is_old:
            why = "no code here has pre-Linen Flax (any more), and whether all else runs on today's was not looked at"
            return Applicability.UNSAFE, why
        return SAFE

    @property
    def _is_old(self) -> bool:
        return any(file.age.uses_old_flax for file in self.files.values())

    @property
    def _left_by_safe_fixes(self) -> str:
        """The first file that has pre-Linen Flax once all safe fixes are made, '' for none."""
        if self._left is None:
            code = (found for found in self.kept if not _rule(found).of_the_code_base and self.may_write(found))
            units = (unit for unit in map(self.unit, code) if unit.allowed(unsafe=False))
            self._left = self._pre_linen_left({_key(found): found for unit in units for found in unit.findings})
        return self._left

    def _is_last(self, home: str, taken: Mapping[_Key, LocatedFinding]) -> bool:
        """Whether a file has no pre-Linen Flax left once all of `taken` is fixed."""
        if home not in self._old_keys:
            old = (found for found in self.files[home].findings if not _rule(found).beside_old_flax)
            self._old_keys[home] = frozenset(map(_key, old))
        keys = self._old_keys[home]
        return 0 < len(keys) <= len(taken) and not self.files[home].age.stays_old and keys <= taken.keys()

    def _hard(self, seed: LocatedFinding) -> Verdict:
        """The verdict on a finding and all that it cannot do without."""
        known = self._hard_verdicts.get(_key(seed))
        if known is not None:
            return known
        seen: set[_Key] = set()
        verdict, queue = SAFE, [seed]
        while queue:
            found = queue.pop()
            if _key(found) not in seen:
                seen.add(_key(found))
                if found is seed or not _is_on_request(found):
                    verdict = worse(verdict, self.verdict(found))
                queue += _rule(found).carries(found, self.files[found.home])
        self._hard_verdicts[_key(seed)] = verdict
        return verdict

    def _placed(self, verdict: Verdict, found: LocatedFinding, seed: LocatedFinding) -> Verdict:
        """A verdict that says where its reason lies, if that is not where the fix begins."""
        if not verdict[1] or _key(found) == _key(seed):
            return verdict
        return verdict[0], f"{found.finding.code} in {self._place(found, seed)}: {verdict[1]}"

    def places(self, findings: Iterable[LocatedFinding], seen_from: LocatedFinding) -> str:
        """Where findings lie, `line 3, line 12 of train.py`, each line once."""
        return ", ".join(dict.fromkeys(self._place(found, seen_from) for found in findings))

    def _place(self, found: LocatedFinding, seen_from: LocatedFinding) -> str:
        """`line 12`, or `line 12 of train.py` where that is another file."""
        row = self.files[found.home].document.lines.row(found.span.start) + 1
        return f"line {row}" if found.home == seen_from.home else f"line {row} of {found.home}"

    def _left_behind(self, follower: LocatedFinding, reason: str, seed: LocatedFinding) -> Verdict:
        """What it means that a use of a class stays old: nothing is done where nothing would tell that it is."""
        text, call = self.files[follower.home].document.text(follower.span), follower.finding.construct
        why = f"`{text}` in {self._place(follower, seed)} uses it and can't be rewritten: {reason}"
        if isinstance(call, ModuleCall) and not call.form_tells:
            then = "once the class is Linen nothing would tell that this call is an old one"
            return Applicability.MANUAL, f"{why} ({then}: make it one that can be rewritten first)"
        return Applicability.UNSAFE, why

    def verdict(self, found: LocatedFinding) -> Verdict:
        """How far the rewrite of this one finding may be trusted."""
        key = _key(found)
        if key not in self._verdicts:
            broken = self._unparsable(found) if self.may_write(found) else _outside(found)
            file = self.files[found.home]
            verdict = (Applicability.MANUAL, broken) if broken else _rule(found).verdict(found, file)
            unsure = getattr(found.finding.construct, "unsure", None)
            if found.home in self._unread and _rule(found).follows_classes:
                unsure = "the file has code nested too deeply to be read, which may be in the old form"
            if unsure is not None:
                verdict = worse(verdict, (Applicability.UNSAFE, unsure))
            self._verdicts[key] = verdict
        return self._verdicts[key]

    def mark_unparsable(self, home: str, base: int, reason: str) -> None:
        """Nothing in the statement at byte `base` of a file can be rewritten, which only a fix finds out."""
        self._broken[home, base] = reason
        self._verdicts.clear()
        self._hard_verdicts.clear()
        self._units.clear()
        self._left = None

    def _unparsable(self, found: LocatedFinding) -> str:
        place = found.home, found.base
        if place not in self._broken:
            node, is_code = self._nodes[place], self.files[found.home].document.language == PYTHON
            self._broken[place] = (
                "the statement has a syntax error: mend that first"
                if node.has_error and is_code
                else "the statement is nested too deeply to be rewritten"
                if _deeper_than(node, DEEPEST)
                else ""
            )
        return self._broken[place]


def _rule(found: LocatedFinding) -> Rule:
    return rule(found.finding.code)


def _is_on_request(found: LocatedFinding) -> bool:
    return _rule(found).is_on_request(found.finding)


def _key(found: LocatedFinding) -> _Key:
    return found.home, found.construct_span, found.span, found.finding.code


def _outside(found: LocatedFinding) -> str:
    return f"it lies in {found.home}, which is not among the files to be upgraded"


def _deeper_than(node: Node, limit: int) -> bool:
    level: Iterable[Node] = (node,)
    for _ in range(limit):
        level = [child for parent in level for child in parent.named_children]
        if not level:
            return False
    return True
