"""Rule codes as people write them: whole (`LIN103`) or as a prefix (`LIN1`)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence


def unknown_code(code: str, known: Iterable[str]) -> str | None:
    """A sentence about `code` where it neither is nor begins one of the `known` codes, else None.

    The sentence names the nearest known codes, if any are near.
    """
    known = sorted(known)
    if code and any(name.startswith(code) for name in known):
        return None
    near = [name for name in known if name.startswith(code.upper())] if code else []
    near = near or sorted(difflib.get_close_matches(code.upper(), known, n=3))
    hint = f"did you mean {_alternatives(near[:3])}?" if near else "`linen-upgrade rules` lists the codes"
    return f"unknown rule code `{code}`: {hint}"


def _alternatives(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def unknown_rule(given: str, rules: Mapping[str, str]) -> str:
    """A sentence about `given` where it is neither a code nor a name in `rules`, a table from codes to names."""
    begun = sorted(code for code in rules if given and code.startswith(given.upper()))
    if begun:
        return f"`{given}` is not a rule but the beginning of several: {', '.join(begun)}"
    near = difflib.get_close_matches(given.lower(), rules.values(), n=2) or difflib.get_close_matches(
        given.upper(), rules, n=3
    )
    hint = f"did you mean {_alternatives(sorted(near))}?" if near else "`linen-upgrade rules` lists them"
    return f"there is no rule `{given}`: {hint}"
