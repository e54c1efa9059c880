"""Rule codes as people write them: whole (`LIN103`) or as a prefix (`LIN1`)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


def unknown_code(code: str, known: Iterable[str]) -> str | None:
    """A sentence about `code` where it neither is nor begins one of the `known` codes, else None.

    The sentence names the nearest known codes, if any are near.
    """
    known = sorted(known)
    if code and any(name.startswith(code) for name in known):
        return None
    near = [name for name in known if name.startswith(code.upper())] if code else []
    near = near or difflib.get_close_matches(code.upper(), known, n=3, cutoff=0.6)
    hint = f"did you mean {_alternatives(near[:3])}?" if near else "`linen-upgrade rules` lists the codes"
    return f"unknown rule code `{code}`: {hint}"


def _alternatives(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]
