"""LIN003: requirements that admit no version of a package that today's Flax is installed with."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.flax_api import versions
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.project.requirements import Requirement, Spelling, requirements
from linen_upgrade.project.requirements.ages import excludes_today, revision
from linen_upgrade.project.requirements.specifiers import like, raised
from linen_upgrade.rewriting.actions import Action, Insert, Replace
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.rule import SAFE, Rule, Verdict

_FLAX, _OPTAX = "flax", "optax"


class DependencyPin(Rule):
    """`flax==0.3.4` becomes `flax==0.12.8`, once the code has nothing left that needs the old one."""

    code, name = "LIN003", "dependency-pin"
    summary = "Requirement that leaves out every version that goes with today's Flax"
    constructs = (Requirement,)
    beside_old_flax = True
    of_the_code_base = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every requirement that leaves out today's world, or is fetched at a fixed revision."""
        assert isinstance(construct, Requirement)
        release = versions.release(construct.name)
        if release is None:
            return
        if construct.origin and construct.name == _FLAX and _is_unknown(construct):
            yield self.finding(construct, f"`{_FLAX}` is fetched at a revision; the one of today is {release.today}")
        elif excludes_today(construct):
            yield self.finding(construct, f"`{construct.name}{_shown(construct)}` leaves out {_today(release)}")

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where more than a version has to be known, unsafe where a build was chosen by it."""
        requirement: Requirement = finding.finding.construct
        release = versions.release(requirement.name)
        assert release is not None
        if requirement.origin:
            return Applicability.MANUAL, f"ask for the release instead: `{requirement.name}=={release.today}`"
        if requirement.hashed:
            return Applicability.MANUAL, (
                "its hashes are those of the old files: write today's version in what this file is made from, and "
                "make it anew"
            )
        gone = [extra for extra in requirement.extras if not versions.has_extra(requirement.name, extra)]
        if gone:
            return Applicability.UNSAFE, f"today's {requirement.name} has no extra `{gone[0]}`"
        if "+" in requirement.written:
            return Applicability.UNSAFE, (
                "it names a build for an accelerator, which is an extra of jax today, as in `jax[cuda12]`"
            )
        if requirement.spelling is Spelling.CONDA:
            return Applicability.UNSAFE, "whether your channels have that version was not looked up"
        return SAFE

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        requirement: Requirement = finding.construct
        return f"Ask for `{requirement.name}{_raised(requirement)}`"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """The versions; beside those of flax also optax, where the code has optimizers and nothing asks for it."""
        requirement: Requirement = finding.finding.construct
        assert requirement.versions is not None
        yield Replace(requirement.versions, _raised(requirement))
        if requirement.beside is not None and _brings_optax(finding, file):
            offset, form = requirement.beside
            yield Insert(offset, form.format(name=_OPTAX, versions=_like_it(requirement, _OPTAX)))


def _brings_optax(finding: LocatedFinding, file: FileContext) -> bool:
    """Whether optax is to be asked for beside this requirement."""
    if finding.finding.construct.name != _FLAX:
        return False
    if not any(other.age.uses_optimizers() for other in file.code_base.files.values()):
        return False
    names = [found.requirement.name for found in requirements(file.document)]
    first = next(f for f in file.of_code(finding.finding.code) if f.finding.construct.name == _FLAX)
    return _OPTAX not in names and first.span == finding.span


def _raised(requirement: Requirement) -> str:
    release = versions.release(requirement.name)
    return raised(requirement.written, release) if release is not None and requirement.written else ""


def _like_it(requirement: Requirement, name: str) -> str:
    release = versions.release(name)
    assert release is not None
    return like(requirement.written, release)


def _is_unknown(requirement: Requirement) -> bool:
    """Whether it is fetched at a revision that is no version."""
    from packaging.version import InvalidVersion, Version

    try:
        Version(revision(requirement) or "0")
    except InvalidVersion:
        return True
    return False


def _shown(requirement: Requirement) -> str:
    if requirement.origin:
        return f" at {revision(requirement)}"
    gap = "" if requirement.written[:1] in "=<>!~" else " "
    return gap + requirement.written


def _today(release: versions.Release) -> str:
    if release.name == versions.PYTHON:
        return f"every Python that today's Flax runs on ({release.needs})"
    return f"every version that goes with today's Flax ({release.needs})"
