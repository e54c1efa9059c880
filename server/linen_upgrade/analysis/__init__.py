"""Rules over a document: the findings of a file, kept fresh, and the fixes that they offer."""

from linen_upgrade.analysis.code_base import CodeBase
from linen_upgrade.analysis.fixes import Fix, FixKind, file_fix, fixes_at, names_fix, rule_fix, workspace_fix
from linen_upgrade.analysis.live import FileAnalysis, StatementFindings
from linen_upgrade.analysis.module_classes import class_rows, given_names, module_class_at
from linen_upgrade.analysis.pages import explanation, hover
from linen_upgrade.analysis.reading import FileReading
from linen_upgrade.analysis.requirement_reading import file_reading, new_document
from linen_upgrade.analysis.summary import FileSummary, summary
from linen_upgrade.analysis.workspace import Workspace
from linen_upgrade.rewriting.findings import LocatedFinding

__all__ = [
    "CodeBase",
    "FileAnalysis",
    "FileReading",
    "FileSummary",
    "Fix",
    "FixKind",
    "LocatedFinding",
    "StatementFindings",
    "Workspace",
    "class_rows",
    "explanation",
    "file_fix",
    "file_reading",
    "fixes_at",
    "given_names",
    "hover",
    "module_class_at",
    "names_fix",
    "new_document",
    "rule_fix",
    "summary",
    "workspace_fix",
]
