"""All files of a code base, read together and kept so while single ones change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from linen_upgrade.analysis.reading import FileReading
from linen_upgrade.analysis.workspace import Workspace
from linen_upgrade.document import Document, Encoding, Span
from linen_upgrade.project.modules import ModuleIndex
from linen_upgrade.project.survey import SurveyedFile, relevant


class CodeBase:
    """The files of a code base by home. Only those that have to do with Flax are read in full."""

    def __init__(
        self, root: Path, files: Mapping[str, SurveyedFile], encoding: Encoding = Encoding.UTF16, settle: bool = True
    ) -> None:
        """`encoding` is what positions are counted in."""
        self.root, self.encoding = root, encoding
        self.files: dict[str, SurveyedFile] = {}
        self.workspace = Workspace(tolerant=True)
        self.update(files, (), settle)

    def update(self, changed: Mapping[str, SurveyedFile], gone: Iterable[str] = (), settle: bool = True) -> None:
        """Take files that are new or have another text, and forget others, evidence and all."""
        homes, edges = set(self.files), self._edges(changed)
        for home in gone:
            self.files.pop(home, None)
        self.files.update(changed)
        if homes != set(self.files):
            self.workspace.modules = ModuleIndex(self.files, self.root.name)
        if homes != set(self.files) or edges != self._edges(changed):
            self._read_what_is_relevant()
        for home in sorted(set(changed) & set(self.workspace.readings)):
            self._put(home)
        if settle:
            self.workspace.settle()

    def _edges(self, homes: Iterable[str]) -> list[tuple[tuple[str, ...], bool]]:
        """What decides whether files are relevant."""
        known = (self.files.get(home) for home in homes)
        return [(file.imports, file.mentions_flax) if file is not None else ((), False) for file in known]

    def _read_what_is_relevant(self) -> None:
        modules = self.workspace.modules
        assert isinstance(modules, ModuleIndex)
        wanted = {home for home in relevant(self.files, modules) if self.files[home].text is not None}
        for home in set(self.workspace.readings) - wanted:
            self.workspace.remove(home)
        for home in sorted(wanted - set(self.workspace.readings)):
            self._put(home)

    def _put(self, home: str) -> None:
        """Read the text that a file has now; what it has in common with the one before is not read again."""
        file, known = self.files[home], self.workspace.readings.get(home)
        if file.text is None:
            self.workspace.remove(home)
        elif known is not None and known.settings == file.found.settings:
            _become(known.document, file.text.source)
            self.workspace.put(home, known)
        else:
            document = Document(file.text.source)
            self.workspace.put(home, FileReading(document, file.found.settings, file.path, self.encoding))


def _become(document: Document, source: bytes) -> None:
    """Make a document say `source`, with one edit of what differs."""
    old, most = document.source, min(len(document.source), len(source))
    start = next((i for i in range(most) if old[i] != source[i]), most) if old[:most] != source[:most] else most
    end = 0
    while end < most - start and old[-1 - end] == source[-1 - end]:
        end += 1
    # Not within a character, nor within a line break.
    start, end = document.lines.start(document.lines.row(start)), _whole_lines(old, end)
    document.replace(Span(start, len(old) - end), source[start : len(source) - end])
    if document.tree.root_node.has_error:
        document.reparse_from_nothing()


def _whole_lines(text: bytes, length: int) -> int:
    """The length of the whole lines in the last `length` bytes."""
    place = text.find(b"\n", len(text) - length)
    return len(text) - place - 1 if place >= 0 else 0
