"""Folders that checkpoints are saved to: today's Flax saves with Orbax, which refuses a relative one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import parts_of
from linen_upgrade.meaning.asked_parameters import Named, Question, source_of
from linen_upgrade.meaning.bound_once import bound_to
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.literals import string_content
from linen_upgrade.meaning.scope import folder_of
from linen_upgrade.meaning.values import Function, Imported, Literal, Namespace, ParameterValue, qualified

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

RELATIVE, ABSOLUTE, OPEN = "relative", "absolute", "open"
_KINDS = (RELATIVE, ABSOLUTE, OPEN)
_FOLDERS = Question("folder", _KINDS)
"""What callers hand over for folders of checkpoints."""
SAVING = "flax.training.checkpoints.save_checkpoint"
_LATEST = "flax.training.checkpoints.latest_checkpoint"
_TAKING = (SAVING, _LATEST, "flax.training.checkpoints.restore_checkpoint")
"""What takes a folder, first or as `ckpt_dir`."""
_ALWAYS = frozenset(
    "os.path.abspath os.path.realpath os.getcwd tempfile.mkdtemp tempfile.gettempdir tempfile.TemporaryDirectory "
    "pathlib.Path.cwd pathlib.Path.home".split()
)
"""Functions that give an absolute path."""
_SAME = frozenset(
    "os.path.join os.path.normpath os.path.dirname os.fspath pathlib.Path pathlib.PurePath os.path.expandvars".split()
)
"""Functions whose result is absolute where their first argument is."""
_RESOLVING = ("absolute", "resolve")
"""Methods of a path that give an absolute one."""
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class CheckpointFolder(Construct):
    """The folder that a function of `flax.training.checkpoints` at `path` takes, if it is not absolute for sure."""

    path: str
    relative: bool
    """Whether it is relative for sure."""


def note_folder(reader: ExpressionReader, path: str, site: CallSite) -> None:
    """Note where a call saves a checkpoint to or takes one from."""
    if path not in _TAKING:
        return
    named = {a.keyword: node.child_by_field_name("value") for a, node in site.passed if a.keyword}
    first = site.nodes[0] if site.nodes and not site.arguments[0].keyword and not site.arguments[0].star else None
    node = named.get("ckpt_dir") or first
    if node is None:
        return
    kind = _kind(node, reader)
    if kind == RELATIVE or (kind == OPEN and path == SAVING):
        token, relative = reader.span(node), kind == RELATIVE
        fields = {**reader.standing(node, node), "token": token}
        reader.constructs.append(CheckpointFolder(**fields, path=path, relative=relative))


def note_named_folder(reader: ExpressionReader, name: Node, value: Node) -> None:
    """Note that the top level of a file gives a name a path that is known."""
    if name.type == "identifier" and reader.scope.kind == "module" and (kind := _kind(value, reader)) != OPEN:
        key = qualified(reader.module.home, reader.text(name))
        reader.results.append((folder_of(key), Literal(kind)))


def note_handed_folders(reader: ExpressionReader, function: Function, named: Named) -> None:
    """Note what callers hand to the parameters of a function that are folders of checkpoints there."""
    asked = _FOLDERS.asked(reader, function.key)
    for name, _, node in named:
        if name in asked:
            _hand(reader, ParameterValue(function.key, name), source_of(node))


def note_default_folder(reader: ExpressionReader, parameter: ParameterValue, node: Node) -> None:
    """Note the default of such a parameter."""
    default = node.child_by_field_name("value")
    if default is not None and parameter.name in _FOLDERS.asked(reader, parameter.owner):
        _hand(reader, parameter, default)


def _hand(reader: ExpressionReader, parameter: ParameterValue, given: Node) -> None:
    if given.type != "none":
        _FOLDERS.answer(reader, parameter, _kind(given, reader))


def _kind(node: Node, reader: ExpressionReader, depth: int = 0) -> str:
    """Whether an expression is an absolute path, a relative one, or may be either."""
    if depth > _DEEPEST:
        return OPEN
    if node.type == "string":
        return _of_string(node, reader, depth)
    if node.type == "identifier":
        return _of_name(node, reader, depth)
    if node.type == "call":
        return _of_call(node, reader, depth)
    if node.type == "attribute":
        return _of_member(node, reader)
    parts = parts_of(node)
    if node.type in ("parenthesized_expression", "binary_operator", "concatenated_string") and parts:
        return _kind(parts[0], reader, depth + 1)
    if node.type == "conditional_expression":
        kinds = {_kind(part, reader, depth + 1) for part in (parts[0], parts[-1])}
        return kinds.pop() if len(kinds) == 1 else OPEN
    return OPEN


def _of_string(node: Node, reader: ExpressionReader, depth: int) -> str:
    """A string, formatted perhaps: how it begins."""
    first = next((child for child in node.named_children if child.type not in ("string_start", "string_end")), None)
    if first is not None and first.type == "interpolation":
        inner = first.child_by_field_name("expression") or first.named_children[0]
        return _kind(inner, reader, depth + 1)
    text = reader.text(first) if first is not None and first.type == "string_content" else string_content(node)
    if text.startswith("/") or "://" in text:
        return ABSOLUTE
    return RELATIVE if text and text[0] not in "{%" and ":" not in text and "\\" not in text else OPEN


def _of_name(node: Node, reader: ExpressionReader, depth: int) -> str:
    name = reader.text(node)
    scope = reader.scope.find(name)
    if scope is None:
        return ABSOLUTE if name == "__file__" else _told(qualified(reader.module.home, name), reader)
    value = reader.quietly(node)
    if isinstance(value, ParameterValue):
        return _of_parameter(value, reader)
    bound = bound_to(name, scope.node) if scope.node is not None else None
    if bound is not None:
        return _kind(bound, reader, depth + 1)
    opened = list(_opened(name, scope.node)) if scope.node is not None else []
    return _kind(opened[0], reader, depth + 1) if len(opened) == 1 else OPEN


def _opened(name: str, around: Node) -> Iterator[Node]:
    """What `with … as name` opens in a function."""
    stack = list(around.named_children)
    while stack:
        node = stack.pop()
        alias = node.child_by_field_name("alias") if node.type == "as_pattern" else None
        if alias is not None and (alias.text or b"").decode(errors="replace") == name:
            yield node.named_children[0]
        stack.extend(node.named_children)


def _of_parameter(parameter: ParameterValue, reader: ExpressionReader) -> str:
    """What callers, of which all are seen, hand to a parameter."""
    _FOLDERS.ask(reader, parameter.owner, [parameter.name])
    return _FOLDERS.settled(reader, parameter) or OPEN


def _of_call(node: Node, reader: ExpressionReader, depth: int) -> str:
    function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or listed is None:
        return OPEN
    inputs = parts_of(listed)
    value = reader.quietly(function)
    path = value.path if isinstance(value, Imported) else ""
    if path in _ALWAYS or (path == _LATEST and inputs):
        return ABSOLUTE
    if (path in _SAME or reader.text(function) == "str") and inputs:
        return _kind(inputs[0], reader, depth + 1)
    if path == "os.path.expanduser" and inputs:
        return ABSOLUTE if string_content(inputs[0]).startswith("~") else _kind(inputs[0], reader, depth + 1)
    return _of_method(function, reader, depth)


def _of_method(function: Node, reader: ExpressionReader, depth: int) -> str:
    """`pathlib.Path(…).resolve()`, `'runs/{}'.format(…)`."""
    held, name = function.child_by_field_name("object"), function.child_by_field_name("attribute")
    if held is None or name is None:
        return OPEN
    if reader.text(name) in _RESOLVING:
        return ABSOLUTE
    return _kind(held, reader, depth + 1) if held.type == "string" and reader.text(name) == "format" else OPEN


def _of_member(node: Node, reader: ExpressionReader) -> str:
    """A name of another file of the code base."""
    held, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
    value = reader.quietly(held) if held is not None else None
    return _told(qualified(value.home, reader.text(name)), reader) if isinstance(value, Namespace) and name else OPEN


def _told(key: str, reader: ExpressionReader) -> str:
    found = reader.module.fact(folder_of(key))
    return found.type if isinstance(found, Literal) and found.type in _KINDS else OPEN
