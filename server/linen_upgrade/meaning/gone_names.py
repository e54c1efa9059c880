"""Names of JAX and NumPy that today's packages lack: where they are imported, read and called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import ASIDES, Span, is_called
from linen_upgrade.flax_api import jax_names
from linen_upgrade.meaning.constructs import Call, Construct, ImportedMember
from linen_upgrade.meaning.scoped_reader import ScopedReader
from linen_upgrade.meaning.values import Imported

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

INDEX = "jax.ops.index"
"""What made an index of `[…]`."""
TIE_IN = "jax.lax.tie_in"
_ERRORS = frozenset({"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"})
_DELIMITED = frozenset(
    {"argument_list", "keyword_argument", "assignment", "return_statement", "tuple", "list", "default_parameter"}
)


@dataclass(frozen=True, slots=True)
class GoneImport(Construct):
    """`from PACKAGE import …` with at least one name that is gone; `members` are all that it imports."""

    statement: Span
    package: str
    members: tuple[ImportedMember, ...]


@dataclass(frozen=True, slots=True)
class GoneModuleImport(Construct):
    """`import PATH [as alias]` of a module that is gone; `spelled` is where the path stands."""

    path: str
    spelled: Span
    has_alias: bool


@dataclass(frozen=True, slots=True)
class GoneName(Construct):
    """A dotted name that is gone, read anywhere but as what a call calls in a way of its own (`index_update`)."""

    path: str
    is_attribute: bool
    delimited: bool
    """Whether an expression with an operator may stand there without parentheses."""


@dataclass(frozen=True, slots=True)
class GoneCall(Call):
    """A call of a function that is gone and whose arguments go elsewhere today."""

    path: str


@dataclass(frozen=True, slots=True)
class RespelledKeyword(Construct):
    """A keyword that is spelled otherwise today; `first` says that it is the first argument."""

    path: str
    keyword: str
    first: bool


def note_gone_name(reader: ScopedReader, node: Node, name: Node, path: str) -> None:
    """Note a name that is gone: `name` is the last part of the expression `node`."""
    found = jax_names.gone(path)
    if found is None or is_guarded(node) or (is_called(node) and _has_form(found)):
        return
    parent = node.parent
    delimited = parent is not None and parent.type in _DELIMITED
    fields = reader.standing(name, node, owned=False)
    reader.constructs.append(GoneName(**fields, path=path, is_attribute=node.type == "attribute", delimited=delimited))


def note_gone_use(reader: ScopedReader, node: Node, path: str) -> None:
    """Note a name that was imported by itself and has to be written otherwise where it is read."""
    found = jax_names.gone(path)
    if found is not None and (_has_form(found) or path == INDEX):
        note_gone_name(reader, node, node, path)


def names_in_type(reader: ExpressionReader, annotation: Node) -> Iterator[tuple[Node, Node, str]]:
    """The names of packages in an annotation, dotted or not, which is evaluated where a function is defined.

    Each with its last part, and its path.
    """
    stack = [annotation]
    while stack:
        node = stack.pop()
        held, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
        value = reader.quietly(held or node) if node.type in ("attribute", "identifier") else None
        if isinstance(value, Imported):
            yield node, name or node, value.path if name is None else f"{value.path}.{reader.text(name)}"
        elif node.type != "attribute":
            stack += node.named_children


def note_gone_import(reader: ScopedReader, statement: Node, package: str, members: Sequence[ImportedMember]) -> None:
    """Note `from package import …`."""
    gone = [member.span for member in members if jax_names.gone(member.path) is not None]
    if gone and not is_guarded(statement):
        span = reader.span(statement)
        fields = {**reader.standing(statement, statement, owned=False), "token": gone[0]}
        reader.constructs.append(GoneImport(**fields, statement=span, package=package, members=tuple(members)))


def note_gone_module(reader: ScopedReader, name: Node, path_node: Node, path: str) -> None:
    """Note `import jax.experimental.optimizers`; `name` holds the path and an alias."""
    if jax_names.gone(path) is not None and not is_guarded(name):
        fields = reader.standing(path_node, name, owned=False)
        spelled = reader.span(path_node)
        reader.constructs.append(GoneModuleImport(**fields, path=path, spelled=spelled, has_alias=name != path_node))


def note_gone_call(reader: ScopedReader, path: str, site: CallSite) -> bool:
    """Note a call of `index_update` and its kin, and keywords that have other names today.

    Returns whether the call gives an array for certain.
    """
    found = jax_names.gone(path)
    if found is not None and _has_form(found) and not is_guarded(site.node):
        reader.constructs.append(GoneCall(**{**site.fields, "owner": None, "certain": True}, path=path))
    respelled = jax_names.keywords(path)
    for index, (argument, node) in enumerate(zip(site.arguments, site.nodes, strict=True)):
        name = node.child_by_field_name("name") if argument.keyword in respelled else None
        if name is not None and argument.keyword is not None:
            fields = reader.standing(name, node, owned=False)
            keyword = RespelledKeyword(**fields, path=path, keyword=argument.keyword, first=not index)
            reader.constructs.append(keyword)
    return found is not None and bool(found.method)


def is_guarded(node: Node) -> bool:
    """Whether something is tried, with something else at hand for a JAX that lacks it."""
    inner, outer = node, node.parent
    while outer is not None:
        if outer.type == "try_statement" and outer.child_by_field_name("body") == inner:
            clauses = [child for child in outer.named_children if child.type == "except_clause"]
            if any(map(_catches, clauses)):
                return True
        if outer.type == "if_statement" and _asks(outer.child_by_field_name("condition")):
            return True
        inner, outer = outer, outer.parent
    return False


def _catches(clause: Node) -> bool:
    """Whether an `except` takes what a missing name raises."""
    listed = [child for child in clause.named_children if child.type not in ("block", *ASIDES)]
    return not listed or any(word in _ERRORS for child in listed for word in _words(child))


def _asks(condition: Node | None) -> bool:
    """Whether a condition asks for a version or for a name."""
    if condition is None or b"jax" not in (condition.text or b""):
        return False
    return not {"hasattr", "__version__"}.isdisjoint(_words(condition))


def _words(node: Node) -> list[str]:
    if node.type == "identifier":
        return [(node.text or b"").decode(errors="replace")]
    return [word for child in node.named_children for word in _words(child)]


def _has_form(found: jax_names.GoneName) -> bool:
    return bool(found.method) or found.path == TIE_IN
