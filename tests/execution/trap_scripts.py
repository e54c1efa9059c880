"""Traps that are run as whole scripts, each with the variable whose numbers are compared at its end."""

SCRIPTS: dict[str, str] = {}
