"""Proof by execution: old code in an old world, new code in today's, and what came out of both compared.

`environments` makes the two worlds, `worlds` runs cases in them, and `drivers` holds what runs there.
"""
