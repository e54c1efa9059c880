"""All files of a code base, read together and kept so while single ones change."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from linen_upgrade.analysis.requirement_reading import file_reading, new_document
from linen_upgrade.analysis.workspace import Workspace
from linen_upgrade.document import Document, Encoding, Span
from linen_upgrade.project.installed import InstalledPackages
from linen_upgrade.project.modules import ModuleIndex
from linen_upgrade.project.roots import home_of
from linen_upgrade.project.survey import SurveyedFile, relevant


class CodeBase:
    """The files of a code base by home. Only those that have to do with Flax are read in full."""

    def __init__(
        self,
        root: Path,
        files: Mapping[str, SurveyedFile],
        encoding: Encoding = Encoding.UTF16,
        settle: bool = True,
        packages: InstalledPackages | None = None,
    ) -> None:
        """`encoding` is what positions are counted in; `packages` are read where they define pre-Linen modules."""
        self.root, self.encoding = root, encoding
        self.files: dict[str, SurveyedFile] = {}
        self.installed: Mapping[str, str] = {}
        """The homes of modules of installed packages, by dotted path; they are evidence, and never written."""
        self._packages = packages if packages is not None else InstalledPackages(())
        self._outside: dict[str, SurveyedFile] = {}
        self._own = ModuleIndex((), root.name)
        self.workspace = Workspace(tolerant=True)
        self.update(files, (), settle)

    def update(self, changed: Mapping[str, SurveyedFile], gone: Iterable[str] = (), settle: bool = True) -> None:
        """Take files that are new or have another text, and forget others, evidence and all."""
        homes, edges = set(self.files), self._edges(changed)
        for home in gone:
            self.files.pop(home, None)
        self.files.update(changed)
        known = set(self.workspace.readings)
        if homes != set(self.files) or edges != self._edges(changed):
            self._find_modules(homes != set(self.files))
            self._read_what_is_relevant()
        for home in sorted(known & set(changed) & set(self.workspace.readings)):
            self._put(home)
        if settle:
            with _collector_at_rest():
                self.workspace.settle()

    def _edges(self, homes: Iterable[str]) -> list[tuple[tuple[str, ...], bool]]:
        """What decides whether files are relevant."""
        known = (self.files.get(home) for home in homes)
        return [(file.imports, file.is_of_interest) if file is not None else ((), False) for file in known]

    def _find_modules(self, moved: bool) -> None:
        """Find what there is to import: in the code base, whose files may have `moved`, and in installed packages."""
        own = self._own = ModuleIndex(self.files, self.root.name) if moved else self._own
        imports = {
            (home, path) for home, file in self.files.items() for path in file.imports if not path.startswith(".")
        }
        reached = self._packages.reached({path for home, path in imports if own.find(home, path) is None})
        installed = {path: self._home(file.path) for path, file in reached.items()}
        outside = {installed[path]: file for path, file in reached.items()}
        self._outside = {home: file for home, file in outside.items() if home not in self.files}
        if moved or installed != self.installed:
            self.installed = installed
            self.workspace.modules = ModuleIndex(self.files, self.root.name, installed) if installed else own

    def _home(self, path: Path) -> str:
        """How the file of an installed module is called; it may be a file of the code base that is installed as is."""
        own = home_of(path, self.root)
        return own if own in self.files else path.as_posix()

    def _read_what_is_relevant(self) -> None:
        modules = self.workspace.modules
        assert isinstance(modules, ModuleIndex)
        files = {**self._outside, **self.files}
        wanted = {home for home in relevant(files, modules) if files[home].text is not None}
        for home in set(self.workspace.readings) - wanted:
            self.workspace.remove(home)
        for home in sorted(wanted - set(self.workspace.readings)):
            self._put(home)

    def _put(self, home: str) -> None:
        """Read the text that a file has now; what it has in common with the one before is not read again."""
        file = self.files.get(home) or self._outside[home]
        known = self.workspace.readings.get(home)
        if file.text is None:
            self.workspace.remove(home)
        elif known is not None and known.settings == file.found.settings:
            _become(known.document, file.text.source)
            self.workspace.put(home, known)
        else:
            document = new_document(file.text.source, file.path)
            self.workspace.put(home, file_reading(document, file.found.settings, file.path, self.encoding))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Reading makes objects by the million, which stay, and hardly a circle: looking for circles finds nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _become(document: Document, source: bytes) -> None:
    """Make a document say `source`, with one edit of the lines that differ."""
    old, new = document.source.split(b"\n"), source.split(b"\n")
    most = min(len(old), len(new)) - 1
    before = next((i for i in range(most) if old[i] != new[i]), most)
    most -= before
    after = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    start, end = sum(len(line) + 1 for line in old[:before]), sum(len(line) + 1 for line in old[len(old) - after :])
    document.replace(Span(start, len(document.source) - end), source[start : len(source) - end])
    if document.tree.root_node.has_error:
        document.reparse_from_nothing()
