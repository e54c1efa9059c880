"""Which versions a requirement admits, whether today's are among them, and how it is written with today's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from linen_upgrade.flax_api.versions import PYTHON, Release, pythons
from linen_upgrade.project.requirements.records import Spelling

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

_OPERATORS = "=<>!~^"
_PLATFORMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
_MACHINES = ("x86_64", "aarch64", "arm64", "AMD64")


class _Clause(NamedTuple):
    """One of the comma-separated conditions, cut up: white space, operator, white space, version."""

    before: str
    operator: str
    gap: str
    version: str

    @property
    def length(self) -> int:
        """How many numbers the version has."""
        return len(_numbers(self.version))


def _clauses(written: str) -> Iterator[_Clause]:
    for piece in written.split(","):
        text = piece.strip()
        rest = text.lstrip(_OPERATORS)
        version = rest.strip().partition("=")[0]  # what follows is Conda's name of a build
        yield _Clause(
            piece[: len(piece) - len(piece.lstrip())],
            text[: len(text) - len(rest)],
            rest[: len(rest) - len(rest.lstrip())],
            version,
        )


def _numbers(version: str) -> tuple[int, ...]:
    from packaging.version import Version

    return Version(version.removesuffix(".*")).release


@lru_cache(maxsize=512)
def admitted(written: str, spelling: Spelling) -> SpecifierSet | None:
    """What versions a text admits; None where it makes no sense (yet)."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion

    try:
        if not written.strip():
            return SpecifierSet()
        known = SpecifierSet(",".join(_standard(clause, spelling) for clause in _clauses(written)))
        return known if all(_numbers(clause.version) for clause in known) else None
    except (InvalidSpecifier, InvalidVersion):
        return None


def _standard(clause: _Clause, spelling: Spelling) -> str:
    """A condition as PEP 440 writes it."""
    operator, version = clause.operator, clause.version
    if spelling is Spelling.POETRY and operator in ("^", "~"):
        numbers = _numbers(version)
        zeros = next((i for i, number in enumerate(numbers) if number), len(numbers) - 1)
        return f">={version},<{_next(numbers, zeros if operator == '^' else min(1, len(numbers) - 1))}"
    if spelling is Spelling.CONDA and operator == "=":
        return f"=={version.removesuffix('*').removesuffix('.')}.*"
    if operator in ("", "=") and spelling is not Spelling.STANDARD:
        return "" if version == "*" else f"=={version}"
    return f"{operator}{version}"


def _next(numbers: tuple[int, ...], place: int) -> str:
    """The version after all that share the numbers up to a place."""
    return ".".join(map(str, (*numbers[:place], numbers[place] + 1)))


def excludes(admitted: SpecifierSet, release: Release) -> bool:
    """Whether no version that fits in beside today's Flax is among the admitted ones."""
    from packaging.specifiers import SpecifierSet
    from packaging.version import Version

    needs = SpecifierSet(release.needs)
    candidates = {release.today}
    for clause in (*admitted, *needs):
        numbers = _numbers(clause.version)
        candidates |= {clause.version.removesuffix(".*"), _next(numbers, len(numbers) - 1), f"{_dotted(numbers)}.1"}
    found = (Version(candidate) for candidate in candidates)
    return not any(v in needs and admitted.contains(v, prereleases=True) for v in found)


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


def raised(written: str, release: Release) -> str:
    """The same conditions with today's versions: as exact, and as open, as they were."""
    clauses = list(_clauses(written))
    new = [clause for old in clauses if (clause := _raised(old, release)) is not None]
    if all(clause.operator.startswith(("<", "!")) for clause in new):
        # Without a lower bound an old release that is installed already would do.
        new.insert(0, _Clause("", ">=", clauses[0].gap, release.today))
    between = "".join(clause.before for clause in clauses[1:2])
    spaced = [clause._replace(before=between if number else "") for number, clause in enumerate(new)]
    return ",".join("".join(clause) for clause in spaced)


def like(written: str, release: Release) -> str:
    """Conditions on another package, with today's versions, that are as exact and as open."""
    clauses = list(_clauses(written))
    first = clauses[0]._replace(before="")
    if first.operator.startswith((">", "<", "!")):
        upper = any(clause.operator.startswith("<") for clause in clauses)
        return raised(f"<{first.gap}0.0" if upper else f">={first.gap}0", release)
    return "".join(_raised(first, release) or first)


def _raised(clause: _Clause, release: Release) -> _Clause | None:
    """A condition with today's version; None where it is pointless today."""
    from packaging.version import Version

    operator, version = clause.operator, clause.version
    today, old = Version(release.today), Version(version.removesuffix(".*"))
    series = _dotted(today.release[: clause.length])
    if operator == "!=":
        return clause if old > today else None
    if operator in (">=", ">"):
        return clause if old >= today else clause._replace(operator=">=", version=release.today)
    if operator in ("<", "<="):
        admits = today < old or (operator == "<=" and today == old)
        bound = _next(today.release, min(clause.length, 2) - 1)
        return clause if admits else clause._replace(operator="<", version=bound)
    if version.endswith(".*"):
        return clause._replace(version=f"{series}.*")
    if operator in ("^", "~", "="):
        return clause._replace(version=series)
    if operator == "~=":
        return clause._replace(version=_dotted(today.release[: max(2, clause.length)]))
    exact = f"{release.today}.*" if release.name == PYTHON and operator in ("", "==") else release.today
    return clause._replace(version=exact)


@lru_cache(maxsize=128)
def counts_today(marker: str) -> bool:
    """Whether a requirement with that marker counts for any Python and system that today's Flax runs on."""
    from packaging.markers import Marker, UndefinedComparison, UndefinedEnvironmentName

    known = Marker(marker)
    for python in pythons():
        for (platform, system, name), machine in ((p, m) for p in _PLATFORMS for m in _MACHINES):
            environment = {
                "python_version": python,
                "python_full_version": f"{python}.0",
                "sys_platform": platform,
                "platform_system": system,
                "os_name": name,
                "platform_machine": machine,
                "extra": "",
            }
            try:
                if known.evaluate(environment):
                    return True
            except (UndefinedComparison, UndefinedEnvironmentName):
                return True
    return "extra" in marker
