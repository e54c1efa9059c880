"""Every trap cut in two files: what the tool knows and writes does not depend on where a code base cuts its files.

The statements behind the imports go to `first.py` and `second.py`, which imports what it reads of the first. What `fix`
makes of the statements is what it makes of them in one file; each file imports what it reads then, and a second run
changes nothing.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.rules.test_traps import TRAPS, fixed, read

from .test_cases import upgraded

_UNNAMED = "a file that can't name the model's class applies it by the optimizer, or is handed a TrainState"
OTHERWISE = {
    "training_factory_told_the_inputs.before.py": _UNNAMED,
    "training_keys_of_contexts_everywhere.before.py": _UNNAMED,
    "training_model_of_the_file.before.py": _UNNAMED,
    "training_models_mapped.before.py": _UNNAMED,
    "training_scaled_loss.before.py": _UNNAMED,
    "training_script.before.py": _UNNAMED,
    "training_state_in_a_dictionary.before.py": "a file that can't name the model's class wants a name for the model",
}
"""Traps that come out otherwise in two files, and why."""
SOURCES = sorted({path.name for path in TRAPS.glob("*.before.py")} - OTHERWISE.keys()) + sorted(
    path.name for path in TRAPS.glob("*.manual.py")
)


def unbound(source: str) -> set[str]:
    """The names that a file reads and that neither it nor Python binds."""
    nodes = list(ast.walk(ast.parse(source)))
    names = {n.id for n in nodes if isinstance(n, ast.Name)}
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    defined = {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)) and n.name}
    captured = {n.name for n in nodes if isinstance(n, (ast.MatchAs, ast.MatchStar)) and n.name}
    imported = {(a.asname or a.name).partition(".")[0] for n in nodes if is_import(n) for a in n.names}
    return (
        names
        - stored
        - defined
        - captured
        - imported
        - {n.arg for n in nodes if isinstance(n, ast.arg)}
        - set(dir(builtins))
    )


def is_import(statement: ast.AST) -> TypeGuard[ast.Import | ast.ImportFrom]:
    return isinstance(statement, (ast.Import, ast.ImportFrom))


def bound(statements: list[ast.stmt]) -> set[str]:
    names: set[str] = set()
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            names.add(statement.name)
        else:
            names |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def read_names(statements: list[ast.stmt]) -> set[str]:
    nodes = [node for statement in statements for node in ast.walk(statement)]
    return {n.id for n in nodes if isinstance(n, ast.Name)} | {n.value for n in nodes if is_text(n)}


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def cuts(source: str) -> Iterator[tuple[str, str]]:
    """The pairs of files that a text can be cut into: the first one does without the second."""
    statements = ast.parse(source).body
    imports = [s for s in statements if is_import(s)]
    others = [s for s in statements if not is_import(s)]
    lines = source.splitlines(keepends=True)
    head = "".join("".join(lines[s.lineno - 1 : s.end_lineno]) for s in imports)
    for index in range(1, len(others)):
        first, second = others[:index], others[index:]
        if read_names(first) & bound(second) or bound(first) & bound(second):
            continue
        wanted = sorted(bound(first) & read_names(second))
        if not wanted:
            continue
        line = begin(second[0]) - 1
        above = "".join(lines[begin(first[0]) - 1 : line])
        yield head + above, head + f"from first import {', '.join(wanted)}\n" + "".join(lines[line:])


def begin(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(d.lineno for d in decorators)])


def statements(source: str) -> list[str]:
    return [ast.unparse(s) for s in ast.parse(source).body if not is_import(s) and not is_docstring(s)]


def is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and is_text(statement.value)


@pytest.mark.parametrize("name", SOURCES)
def test_a_cut_changes_nothing(name: str, tmp_path: Path) -> None:
    trap, kind, _ = name.rsplit(".", 2)
    source = read(trap, kind)
    unsafe = source.startswith(b"# unsafe")
    whole = statements(fixed(source, unsafe))
    for number, (first, second) in enumerate(cuts(source.decode().replace("\r\n", "\n"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "pyproject.toml").touch()
        (folder / "first.py").write_text(first)
        (folder / "second.py").write_text(second)
        upgraded(folder, unsafe)
        found = [text for home in ("first.py", "second.py") for text in statements((folder / home).read_text())]
        assert found == whole
        for home, before in (("first.py", first), ("second.py", second)):
            assert unbound((folder / home).read_text()) <= unbound(before)
        assert all(report.change is None for report in upgraded(folder, unsafe)), "a second run changed something"
