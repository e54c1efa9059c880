"""What a class knows of a method that its heirs replace."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hook:
    """A method that gets all `**kwargs` of an `apply`, besides `positions` arguments by position and these keywords."""

    method: str
    positions: int
    keywords: tuple[str, ...]
    holder: str = ""
    """The key of the heir whose own method takes `settings` of them; '' for none."""
    settings: tuple[str, ...] = ()
