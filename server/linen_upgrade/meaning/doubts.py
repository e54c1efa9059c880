"""What is said of calls that may be of modules and can't be followed: each with what a person can do about it."""

from __future__ import annotations

MAY_BE_ONE = "may be a call of a module, for all that is known: if it is, write `layer(…)(x)`"
NAMELESS = "is called like a class, but nothing seen here binds it: import it by its name"
HANDED = "is handed a module, which it may call in the old form: if it does, let it call `module(…)(x)`"
UNSEEN = "is handed a module, and is not seen here: where it is written, let it call `module(…)(x)`"
DRAWS = "asks with `nn.make_rng` or `nn.is_stochastic`, whose answer it has to be handed today"
TRANSFORMS_MODULES = (
    "hands modules to `{}`, which has to know their variables today: hand it the module around, "
    "and let it use Linen's own transformation with that (LIN111)"
)
BINDS = {
    "partial": "binds arguments to a module that can't be known here: if it is one, write `functools.partial(…)`",
    "shared": "shares a module that can't be known here: if it is one, write an instance, `Module(…)`, for it",
}
CARRY = "wants an instance if it is a cell of the library: then write `Cell(…).initialize_carry(…)`"
IN_TWO_CALLS = "may hand inputs to a class that is Linen already, or build it with fields: write `Module(…)(x)` then"


def uncertain(why: str) -> str:
    """What is said of a call of what may be a module, for a reason."""
    return f"{why}: if it is a module, write `layer(…)(x)`"
