"""A first look at files: their texts, what they import, and which of them have to do with Flax at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tree_sitter import Node, Query, QueryCursor

from linen_upgrade.document import Document
from linen_upgrade.project.modules import ModuleIndex
from linen_upgrade.project.requirements import is_setup_script, requirement_language
from linen_upgrade.project.source_files import SourceError, SourceText, read_source
from linen_upgrade.project.walking import FoundFile

_MARK = b"flax"
_FAMILY, _ARRAYS = "JAX", (b"jax", b"numpy")
"""The codes of rules that need no Flax, and what they need."""


@dataclass(frozen=True)
class SurveyedFile:
    """A file as it was found. `text` is None where it cannot be read, for the reason `problem`.

    `imports` are the dotted paths that it imports, relative ones with their dots.
    """

    found: FoundFile
    text: SourceText | None = None
    problem: str = ""
    imports: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where it lies, as it was asked for."""
        return self.found.path

    @property
    def is_of_interest(self) -> bool:
        """Whether the name of the library stands in it anywhere, or that of JAX, where its old names were asked for."""
        if self.text is None:
            return False
        if requirement_language(self.path) is not None or is_setup_script(self.path):
            return True
        source, selected = self.text.source, self.found.settings.select
        return _MARK in source or (any(c.startswith(_FAMILY) for c in selected) and any(m in source for m in _ARRAYS))


def survey(found: FoundFile) -> SurveyedFile:
    """Read a file and look at its imports; what is wrong with it is in its `problem`."""
    try:
        return surveyed(found, read_source(found.path))
    except SourceError as error:
        return SurveyedFile(found, problem=str(error))


def surveyed(found: FoundFile, text: SourceText) -> SurveyedFile:
    """The same for a text that is known already."""
    is_code = requirement_language(found.path) is None
    return SurveyedFile(found, text, imports=tuple(sorted(set(imports(text.source)))) if is_code else ())


def relevant(files: Mapping[str, SurveyedFile], modules: ModuleIndex) -> set[str]:
    """The homes of the files that have to do with Flax, of all that use one of these, and of what those rest on."""
    uses = {home: set(_used(home, file, modules)) & set(files) for home, file in files.items()}
    used_by: dict[str, set[str]] = {}
    for home, used in uses.items():
        for other in used:
            used_by.setdefault(other, set()).add(home)
    seeds = {home for home, file in files.items() if file.is_of_interest}
    return reached(reached(seeds, used_by), uses)


def reached(start: Iterable[str], edges: Mapping[str, Set[str]]) -> set[str]:
    """Where one comes from some files along edges from file to files, themselves included."""
    found, queue = set(start), list(start)
    while queue:
        for other in edges.get(queue.pop(), ()):
            if other not in found:
                found.add(other)
                queue.append(other)
    return found


def _used(home: str, file: SurveyedFile, modules: ModuleIndex) -> Iterator[str]:
    """The homes of the modules that a file imports, the packages that they lie in included."""
    for path in file.imports:
        dots = len(path) - len(path.lstrip("."))
        parts = path[dots:].split(".")
        for count in range(1 if parts[0] else 0, len(parts) + 1):
            found = modules.find(home, path[:dots] + ".".join(parts[:count]))
            if found is not None:
                yield found


@cache
def _import_query() -> Query:
    from linen_upgrade.document.text import LANGUAGE

    return Query(LANGUAGE, "[(import_statement) (import_from_statement)] @import")


def imports(source: bytes) -> Iterator[str]:
    """The dotted paths that a piece of Python imports anywhere, relative ones with their dots."""
    if b"import" not in source:
        return
    document = Document(source)
    for node in QueryCursor(_import_query()).captures(document.tree.root_node).get("import", ()):
        module = node.child_by_field_name("module_name")
        package = "".join(_text(module).split()) if module is not None else ""
        if module is not None:
            yield package
        for name in node.children_by_field_name("name"):
            path = name.child_by_field_name("name") if name.type == "aliased_import" else name
            text = "".join(_text(path).split())
            yield text if not package else f"{package}{text}" if package.endswith(".") else f"{package}.{text}"


def _text(node: Node | None) -> str:
    return (node.text or b"").decode(errors="replace") if node is not None else ""
