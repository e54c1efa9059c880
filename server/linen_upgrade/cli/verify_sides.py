"""The two files that `verify` compares: from the disk, from git, or upgraded in a temporary place."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from linen_upgrade.analysis import class_rows
from linen_upgrade.cli.inspection import CodeBaseInspection
from linen_upgrade.cli.reports import FileReport, ReportedFinding
from linen_upgrade.cli.run_files import inspection
from linen_upgrade.cli.targets import Target
from linen_upgrade.cli.text_output import shown_path
from linen_upgrade.project.revisions import check_out
from linen_upgrade.project.roots import Project, home_of, project_root, projects
from linen_upgrade.project.settings import SettingsFinder
from linen_upgrade.project.walking import Walk
from linen_upgrade.proof.places import Place, inside, mirror, place_of
from linen_upgrade.rules import codes


class Impossible(Exception):
    """What is asked for could not be run; the text is a sentence, the findings are those that stand in the way."""

    def __init__(self, sentence: str, report: FileReport | None = None) -> None:
        super().__init__(sentence)
        self.report = report


@dataclass
class Side:
    """One of the two files: where it is run, and what it is called."""

    place: Place
    cls: str
    origin: Path
    """The root of the code base as the user has it."""
    told: str = ""
    """Where the file comes from, in words, if not from the disk."""
    report: FileReport | None = None
    """The file that `fix` upgraded for this: what it changed, and what it left."""
    reports: dict[str, FileReport] = field(default_factory=dict)
    """The same for all files of its code base that have findings left, by home."""

    @property
    def shown(self) -> str:
        """What the file is called for the user."""
        return self.shown_file(self.place.home)

    def shown_file(self, home: str) -> str:
        """What a file of its code base is called for the user."""
        return shown_path(inside(self.origin, home))

    def line(self, file: str, line: int) -> str:
        """The text of a line of one of its files."""
        try:
            return inside(self.place.root, file).read_text(errors="replace").splitlines()[line - 1].strip()
        except (OSError, IndexError):
            return ""


def on_disk(target: Target) -> Side:
    """A file as it is. Raises Impossible."""
    path = existing(target)
    root = project_root(path.parent) or path.parent
    return Side(place_of(path, root), target.cls, root)


def existing(target: Target) -> Path:
    """The absolute path of a target's file. Raises Impossible."""
    if not target.path.is_file():
        raise Impossible(f"{shown_path(target.path)}: no such file")
    return Path(os.path.abspath(target.path))


def at_revision(target: Target, revision: str, folder: Path) -> Side:
    """A file as it was in a commit, written to `folder` with all others. Raises Impossible and RevisionError."""
    path = Path(os.path.abspath(target.path))
    parent = next(place for place in path.parents if place.is_dir())
    root = check_out(parent, revision, folder)
    file = folder / path.relative_to(root)
    if not file.is_file():
        raise Impossible(f"{shown_path(target.path)} is not in {revision}")
    origin = project_root(parent) or root
    return Side(place_of(file, folder / origin.relative_to(root)), target.cls, origin, f"as in {revision}")


def upgraded(target: Target, folder: Path, *, unsafe: bool) -> Side:
    """A file as `fix` upgrades it, with its code base, in `folder`. Raises Impossible and SettingsError."""
    path = existing(target)
    project = _whole(path)
    look, homes = inspection(project, {}), {id(found): home for home, found in project.files.items()}
    names = {found.path: homes[id(found)] for found in project.files.values()}
    reports = {names[report.path]: report for report in look.fix(unsafe, lambda path: None)}
    home = home_of(path, project.root)
    if reports[home].problem:
        raise Impossible(f"{shown_path(target.path)} {reports[home].problem}")
    changed = {name: report.change.stored for name, report in reports.items() if report.change is not None}
    root = folder / (project.root.name or "root")
    mirror(project.root, root, {name: content for name, content in changed.items() if not os.path.isabs(name)})
    left = {name: report for name, report in reports.items() if any(found.counts for found in report.findings)}
    told = "as `fix` upgrades it" + (", unsafe fixes included" if unsafe else "")
    side = Side(place_of(root / home, root), target.cls, project.root, told, reports[home], left)
    refuse_unfinished(side)
    return side


def refuse_unfinished(side: Side) -> None:
    """Raises Impossible where `fix` has left something in the class itself."""
    assert side.report is not None
    rows = class_rows(inside(side.place.root, side.place.home).read_bytes(), side.cls)
    left = tuple(found for found in side.report.findings if found.start[0] in rows and found.counts)
    if left:
        raise Impossible(
            f"{side.cls} can't be run today: `fix` leaves {len(left)} of its findings in {side.shown}",
            FileReport(Path(side.shown), left),
        )


def findings_before(target: Target, side: Side) -> tuple[ReportedFinding, ...]:
    """The findings of an old file."""
    path = inside(side.place.root, side.place.home)
    project = _whole(path)
    files = {home: found for home, found in project.files.items() if found.path.absolute() == path.absolute()}
    look = CodeBaseInspection.check(inspection(Project(project.root, files, project.files), {}))
    return next((report.findings for report in look), ())


def _whole(path: Path) -> Project:
    """The code base of a file, all of its files given; without a root, what lies beside the file."""
    finder = SettingsFinder(codes())
    root = project_root(path.parent)
    paths = [path, root] if root else [path, *sorted(path.parent.glob("*.py"))]
    return next(projects(Walk(finder.of_folder, lambda sentence: None).files(paths), finder.of_folder))
