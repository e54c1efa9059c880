"""What a rule reports: a place, a sentence, and the facts that its rewrite needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from linen_upgrade.document import Span


class Severity(str, Enum):
    """How loud a finding is; `information` never makes `check` exit 1."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class Applicability(str, Enum):
    """Whether a fix may be applied unseen (`safe`), wants review (`unsafe`), or does not exist (`manual`)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Finding:
    """One pre-Linen construct.

    All offsets are UTF-8 bytes, and all rows lines, counted from the beginning of the top-level statement that the
    finding lies in, so that a finding stays valid while the statement moves.
    """

    code: str
    name: str
    message: str
    severity: Severity
    span: Span
    """The name token that is underlined."""
    construct_span: Span
    """The whole construct; `# noqa` counts on its first and its last line."""
    construct: Any
    """What `meaning` says of it: a `meaning.constructs` record, which the rule's rewrite reads."""
    owner: str | None
    """Name of the pre-Linen class (dotted when nested) that the finding lies in."""
    deprecated: bool
    """Whether the whole underlined span is API that no longer exists (editors strike it through)."""


class LocatedFinding(NamedTuple):
    """A finding at its place in the file; spans are bytes from the file's beginning."""

    finding: Finding
    span: Span
    construct_span: Span
    base: int
    """Where the finding's top-level statement begins."""
    home: str = ""
    """The file, '' where only one is looked at."""


class FileFindings(NamedTuple):
    """The findings of one file, in the order of the source."""

    kept: list[LocatedFinding]
    """Those that are shown."""
    unselected: list[LocatedFinding]
    """Those that the settings don't ask for; a fix may carry them."""
    silenced: list[LocatedFinding]
    """Those that `noqa` and the settings exclude; no fix carries them."""
