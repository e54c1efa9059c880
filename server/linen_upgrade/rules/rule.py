"""What a rule is: one pattern, its detection, its rewrite and its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, ClassVar

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding, Severity

if TYPE_CHECKING:
    from linen_upgrade.rewriting.actions import Action
    from linen_upgrade.rewriting.context import FileContext

Verdict = tuple[Applicability, str]
"""How far a rewrite may be trusted, with the reason where it is not `safe`."""
SAFE: Verdict = (Applicability.SAFE, "")


class Rule:
    """One pre-Linen pattern.

    A subclass is a module of this package beside a Markdown page of the same name; both are all that a pattern needs.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    summary: ClassVar[str]
    """One line for tables."""
    severity: ClassVar[Severity] = Severity.WARNING
    constructs: ClassVar[tuple[type[Construct], ...]]
    """The kinds of construct that `detect` wants to see."""
    follows_classes: ClassVar[bool] = False
    """Whether its findings are fixed with the classes of their file, alone only where there are none."""
    on_request: ClassVar[bool] = False
    """Whether its findings are rewritten only where that alone is asked for, if at all.

    An upgrade that carries one leaves it as it is, whatever the verdict on it, and `noqa` for one has no say in that.
    """
    beside_old_flax: ClassVar[bool] = False
    """Whether it counts only in files that use pre-Linen Flax, unless it is selected by its code."""
    of_the_code_base: ClassVar[bool] = False
    """Whether it counts in any file of a code base that has pre-Linen Flax or requires it, unless selected by its code.

    Such findings are fixed with the last pre-Linen Flax of all files, and want a review before.
    """
    in_steps: ClassVar[bool] = False
    """Whether its rewrite is offered without what it carries, too, to those who go step by step.

    Where the rest is missing, the program has to fail when it is run, not to mean something else.
    """
    shown_first: ClassVar[bool] = False
    """Whether a person looks at what its fix writes before it is written, where the editor can show that."""
    deprecated: ClassVar[bool] = False
    """Whether the whole underlined token is API that is gone."""

    @property
    def url(self) -> str:
        """Where the official guide treats the pattern."""
        return flax_api.guide_url(self.code)

    @cached_property
    def page(self) -> str:
        """The rule's Markdown page."""
        module = type(self).__module__.rpartition(".")[2]
        return resources.files("linen_upgrade.rules").joinpath(f"{module}.md").read_text(encoding="utf-8")

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """The findings of one construct (usually one or none). On the keystroke's path: cheap, and without libcst."""
        raise NotImplementedError

    def is_on_request(self, finding: Finding) -> bool:
        """The same for one finding, where a rule has some of either sort."""
        return self.on_request

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Whether the rewrite of this one finding is safe, looking at no other finding."""
        return SAFE

    def verdict_alone(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """For a rule that follows classes: whether its rewrite is safe where it leads no class to follow."""
        return SAFE

    def carries(self, finding: LocatedFinding, file: FileContext) -> Iterable[LocatedFinding]:
        """Findings that have to be fixed in the same edit, or the result would silently mean something else."""
        return ()

    def follows(self, finding: LocatedFinding, file: FileContext) -> Iterable[tuple[LocatedFinding, bool]]:
        """Findings elsewhere that are fixed along where they can be.

        Each comes with whether the fix is unsafe without it.
        """
        return ()

    def title(self, finding: Finding) -> str:
        """What the quick fix says it does."""
        return f"Fix {self.code}"

    def otherwise(self, finding: LocatedFinding, file: FileContext) -> tuple[str, str] | None:
        """A second way to rewrite it, which wants a review: how, to follow the title, and why; None for most."""
        return None

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """The changes that this finding asks for. Imports libcst."""
        raise NotImplementedError

    def finding(self, construct: Construct, message: str, span: Span | None = None) -> Finding:
        """A finding on the construct's name token, or on `span`."""
        return Finding(
            code=self.code,
            name=self.name,
            message=message,
            severity=self.severity,
            span=construct.token if span is None else span,
            construct_span=construct.span,
            construct=construct,
            owner=construct.owner,
            deprecated=self.deprecated,
        )
