"""A program reads the same in a function and at its file's top level: what `fix` makes of it doesn't depend on that.

Of every trap that ends with `result = main(…)`, the body of `main` is put in the place of that call, before the fix and
after it. The two have to say the same.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.rules.test_traps import fixed, named, read

_SHARED_NAME = "a name of the file stands for two kinds of things in turn, which are told apart in functions alone"
_NAMED = "what the file's top level names can be read in every function, so that models are applied by these names"
OTHERWISE = {
    "training_cache_in_a_while_loop": _SHARED_NAME,
    "training_made_twice": _NAMED,
    "training_module_without_a_name": _NAMED,
    "training_modules_of_one_maker": _NAMED,
    "training_names_hidden": _NAMED,
    "training_student_and_teacher": _NAMED,
}
"""Programs of which something else becomes; those that are named by `_NAMED` are traps of their own, mostly."""


def put_in_place(source: str) -> str | None:
    """The program with the body of the function that its last call calls in the place of that; None where it can't."""
    tree = ast.parse(source)
    call = tree.body[-1].value if isinstance(tree.body[-1], ast.Assign) else None
    name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
    functions = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == name]
    if not functions or not isinstance(call, ast.Call) or not _is_used_once(name, tree):
        return None
    (function,) = functions
    names, given = [argument.arg for argument in function.args.args], list(call.args)
    given += function.args.defaults[len(function.args.defaults) - len(names) + len(given) :]
    end = function.body[-1]
    if call.keywords or len(names) != len(given) or [*_leaving(function)] != [end] or not isinstance(end, ast.Return):
        return None
    bound = [ast.Assign([ast.Name(name, ast.Store())], value) for name, value in zip(names, given, strict=True)]
    last = ast.Assign(tree.body[-1].targets, end.value or ast.Constant(None))
    tree.body = [each for each in tree.body[:-1] if each is not function] + [*bound, *function.body[:-1], last]
    return ast.unparse(ast.fix_missing_locations(tree))


def _is_used_once(name: str, tree: ast.Module) -> bool:
    return sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree)) == 1


def _leaving(function: ast.AST) -> Iterator[ast.AST]:
    """What ends a function, or can stand in one alone."""
    for child in ast.iter_child_nodes(function):
        if isinstance(child, (ast.Return, ast.Yield, ast.Global, ast.Nonlocal)):
            yield child
        elif not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield from _leaving(child)


TRAPS = [
    name for name in named("before") if name.startswith("training_") and put_in_place(read(name, "before").decode())
]


def test_there_are_programs() -> None:
    assert len(TRAPS) >= 30
    assert set(OTHERWISE) <= set(TRAPS)


@pytest.mark.parametrize("name", TRAPS)
def test_a_program_reads_the_same_at_the_top_level(name: str) -> None:
    before, after = put_in_place(read(name, "before").decode()), read(name, "after").decode()
    assert before is not None
    same = ast.unparse(ast.parse(fixed(before.encode()))) == put_in_place(after)
    assert same is (name not in OTHERWISE)
