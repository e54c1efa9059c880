"""Arguments of calls of known functions, by the names of their parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linen_upgrade.meaning.constructs import Argument, Call


def given(call: Call, parameters: Sequence[str]) -> Mapping[str, Argument] | None:
    """Which argument each of `parameters` (in order) gets; None where stars or strangers leave that open."""
    found: dict[str, Argument] = {}
    for position, argument in enumerate(call.arguments):
        name = argument.keyword or (parameters[position] if position < len(parameters) else "")
        if argument.star or name not in parameters or name in found:
            return None
        found[name] = argument
    return found
