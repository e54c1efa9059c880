"""The languages that texts are in; a grammar is loaded when the first text in it is opened."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from tree_sitter import Language

# Each has a grammar in a package of its own, `tree_sitter_NAME`, but setup.cfg: only the lists in it are parsed.
PYTHON, REQUIREMENTS, TOML, YAML, CFG = "python", "requirements", "toml", "yaml", "cfg"


@cache
def grammar(language: str) -> Language:
    """The grammar of a language by its name."""
    return Language(import_module(f"tree_sitter_{REQUIREMENTS if language == CFG else language}").language())
