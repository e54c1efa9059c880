"""How a file refers to what it imports, and which imports a rewrite adds. A name in use is never taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tree_sitter import Node

from linen_upgrade import flax_api
from linen_upgrade.document import Document, Span, identifiers
from linen_upgrade.meaning.values import Imported, Initializer, ModuleClass, Value

LINEN = "flax.linen"
_TOGETHER = {"typing": ("Any", "Callable", "Tuple")}
"""Members that are imported by name all together or not at all: which of them comes first must not show."""
_IMPORTS = ("import_statement", "import_from_statement")


class NeededImport(NamedTuple):
    """An import to add: `import module [as alias]`, or `from module import member [as alias]`."""

    module: str
    member: str | None
    alias: str | None


class FileNames:
    """Answers with the text that names an imported thing, noting what has to be imported for it."""

    def __init__(self, document: Document, names: Mapping[str, Value]) -> None:
        """`names` are those of the whole file.

        Fields stand in class bodies, which run as the file is read, so what is bound below the first class is no help.
        """
        bound = set(_bound_above_classes(document.tree.root_node))
        self._document, self._names = document, {name: value for name, value in names.items() if name in bound}
        self._used: frozenset[str] | None = None
        self.needed: set[NeededImport] = set()
        self.dropped: set[Span] = set()
        """The imported names that a rewrite takes away, aliases included."""
        self.definitions: dict[str, str] = {}
        """The functions that a rewrite adds, by name: their source."""

    def member(self, module: str, name: str) -> str:
        """How to write `module.name`, preferably bare: as bound already, else by `from module import name`."""
        return (
            self._bound(f"{module}.{name}") or self._through_module(module, name) or self._import_member(module, name)
        )

    def submodule(self, package: str, name: str) -> str:
        """How to write a module that its package does not import by itself: by `from package import name`."""
        bound = self._bound(f"{package}.{name}")
        return bound or (self.module(f"{package}.{name}") if self.used(name) else self._import_member(package, name))

    def qualified(self, module: str, name: str, alias: str | None = None) -> str:
        """How to write `module.name`, preferably dotted: as bound already, else by `import module [as alias]`."""
        return self._bound(f"{module}.{name}") or self.dotted(module, name, alias)

    def dotted(self, module: str, name: str, alias: str | None = None) -> str:
        """How to write `module.name` with a dot: through a name of the module, else by `import module [as alias]`."""
        return self._through_module(module, name) or self._import_module(module, name, alias)

    def module(self, path: str) -> str:
        """How to write a module that its package does not import by itself: in full, with an import of its own."""
        self.needed.add(NeededImport(path, None, None))
        return path

    def linen(self, name: str) -> str:
        """How to write a name of today's Linen, through whatever name the file has for `flax.nn` or `flax.linen`."""
        found = self._bound(f"{LINEN}.{name}") or self._namespace()
        if found is not None:
            return found if self._bound(f"{LINEN}.{name}") else f"{found}.{name}"
        alias = None if self.used("nn") else "nn"
        self.needed.add(NeededImport("flax", "linen", alias))
        return f"{alias or 'linen'}.{name}"

    def used(self, name: str) -> bool:
        """Whether the file has that identifier anywhere."""
        if self._used is None:
            self._used = identifiers(self._document.tree.root_node)
        return name in self._used

    def binds(self, name: str) -> bool:
        """Whether the file gives that name a value above its first class."""
        return name in self._names

    def path(self, name: str) -> str:
        """The library's own name for what a dotted name of the file means; '' for what is none of a library."""
        head, dot, rest = name.partition(".")
        value = self._names.get(head)
        return f"{value.path}{dot}{rest}" if isinstance(value, Imported) else ""

    def _namespace(self) -> str | None:
        bound = [n for n, v in self._names.items() if isinstance(v, Imported) and v.path in ("flax.nn", LINEN)]
        if bound:
            return "nn" if "nn" in bound else min(bound)
        packages = [n for n, v in self._names.items() if v == Imported("flax")]
        return f"{packages[0]}.linen" if packages else None

    def _bound(self, path: str) -> str | None:
        for name, value in self._names.items():
            if isinstance(value, Imported) and value.path == path:
                return name
            if isinstance(value, ModuleClass) and value.builtin and path == f"{LINEN}.{value.builtin}":
                return name
            if isinstance(value, Initializer) and path == f"?{value.keyless}":
                return name
        return None

    def _through_module(self, module: str, name: str) -> str | None:
        bound = self._bound(module)
        if bound is not None:
            return f"{bound}.{name}"
        parent, _, last = module.rpartition(".")
        holder = self._bound(parent) if parent else None
        return f"{holder}.{last}.{name}" if holder is not None else None

    def _import_member(self, module: str, name: str) -> str:
        if not any(self._is_taken(module, other) for other in (name, *_TOGETHER.get(module, ()))):
            self.needed.add(NeededImport(module, name, None))
            return name
        return self._import_module(module, name, None)

    def _is_taken(self, module: str, name: str) -> bool:
        """Whether a name means something else in the file than that member."""
        wanted = NeededImport(module, name, None) in self.needed or self._bound(f"{module}.{name}") is not None
        return self.used(name) and not wanted

    def _import_module(self, module: str, name: str, alias: str | None) -> str:
        bound = alias or module
        while self.used(bound.partition(".")[0]) and NeededImport(module, None, alias) not in self.needed:
            alias = f"{bound.replace('.', '_')}_"
            bound = alias
        self.needed.add(NeededImport(module, None, alias))
        return f"{bound}.{name}"


def _bound_above_classes(root: Node) -> Iterator[str]:
    """The names that top-level code binds above the first class; what a function holds is not its to give."""
    top = root.named_children
    first = next((i for i, node in enumerate(top) if _is_class(node)), len(top))
    stack = [node for node in top[:first] if node.type not in _IMPORTS or not is_going(node)]
    while stack:
        node = stack.pop()
        if node.type == "function_definition":
            node = node.child_by_field_name("name") or node
        if node.type == "identifier" and node.text is not None:
            yield node.text.decode(errors="replace")
        elif node.type == "wildcard_import":
            yield from flax_api.public_names()
        alias = node.child_by_field_name("alias") if node.type == "aliased_import" else None
        package = node.child_by_field_name("module_name") if node.type == "import_from_statement" else None
        stack.extend([alias] if alias is not None else [child for child in node.named_children if child != package])


def is_going(statement: Node) -> bool:
    """Whether a statement imports `flax.optim` alone: it goes, so nothing is placed by it or named through it."""
    module = statement.child_by_field_name("module_name")
    names = [name.child_by_field_name("name") or name for name in statement.children_by_field_name("name")]
    texts = [(name.text or b"").decode(errors="replace") for name in names]
    package = f"{(module.text or b'').decode(errors='replace')}." if module is not None else ""
    return all(f"{package}{text}.".startswith("flax.optim.") for text in texts or [""])


def _is_class(node: Node) -> bool:
    definition = node.child_by_field_name("definition") if node.type == "decorated_definition" else node
    return definition is not None and definition.type == "class_definition"
