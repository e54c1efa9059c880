"""LIN603: checkpoints in a relative folder, which Orbax refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from linen_upgrade.meaning.checkpoint_folders import CheckpointFolder
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.rewriting.actions import Action, Insert
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding, Severity
from linen_upgrade.rules.rule import SAFE, Rule, Verdict


class CheckpointFolderRule(Rule):
    """`save_checkpoint('ckpt', …)` becomes `save_checkpoint(os.path.abspath('ckpt'), …)`."""

    code, name = "LIN603", "checkpoint-folder"
    summary = "Checkpoint in a folder that is relative, or may be, which today's Flax refuses"
    constructs = (CheckpointFolder,)
    beside_old_flax = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Relative folders, and those to save to of which nothing is known."""
        assert isinstance(construct, CheckpointFolder)
        name = construct.path.rpartition(".")[2]
        if construct.relative:
            yield self.finding(construct, f"`{name}` wants an absolute folder today")
            return
        found = self.finding(construct, f"`{name}` wants an absolute folder today: whether this is one can't be told")
        yield replace(found, severity=Severity.INFORMATION)

    def verdict(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where nothing is known of the folder: of a bucket's address, `abspath` makes another folder."""
        if finding.finding.construct.relative:
            return SAFE
        folder = file.text(finding, finding.finding.construct.span).split("\n")[0]
        return Applicability.MANUAL, f"if it may be relative, write `os.path.abspath({folder})`, here and in restoring"

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        return "Make the folder absolute"

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        construct: CheckpointFolder = finding.finding.construct
        yield Insert(construct.span.start, f"{file.names.qualified('os', 'path.abspath')}(")
        yield Insert(construct.span.end, ")")
