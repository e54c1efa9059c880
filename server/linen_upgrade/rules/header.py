"""The header of `__call__` as people write it: its parameters on one line where they fit, else below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_CALL = "def __call__("
_OPENING = ("(", "[", "{")


def laid_out(parameters: str, function: cst.FunctionDef, width: int, done: Rewritten) -> str:
    """The parameters of what was `function` and is `__call__` now, in a file of that width."""
    if "\n" not in parameters:
        return parameters
    indent = "".join(done.indents)
    returned = f" -> {done.code(function.returns.annotation)}" if function.returns is not None else ""
    lines = parameters.split("\n")
    parts = [line.strip() for line in lines]
    joined = " ".join(parts)
    whole = "#" not in joined and not any(part.endswith(_OPENING) for part in parts)
    if whole and len(f"{indent}{_CALL}{joined}){returned}:") <= width:
        return joined.rstrip(",")
    before, after = (" " * len(f"{indent}{start}") for start in (f"def {function.name.value}(", _CALL))
    return "\n".join([lines[0], *(_moved(line, before, after) for line in lines[1:])])


def _moved(line: str, before: str, after: str) -> str:
    """A line that stood below the first parameter, below it again."""
    indent = line[: len(line) - len(line.lstrip())]
    return after + line.lstrip() if indent == before else line
