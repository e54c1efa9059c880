"""Which files list requirements, by their names."""

from __future__ import annotations

from pathlib import PurePath

from linen_upgrade.document import CFG, REQUIREMENTS, TOML, YAML

_YAML = (".yml", ".yaml")
_SUFFIXES = (".txt", ".in", ".toml", ".cfg", *_YAML)

GLOBS = (
    "**/*requirements*.{txt,in}",
    "**/requirements/*.{txt,in}",
    "**/constraints*.{txt,in}",
    "**/pyproject.toml",
    "**/setup.cfg",
    "**/environment*.{yml,yaml}",
    "**/conda*.{yml,yaml}",
)
"""The same as `requirement_language` tells, in the language of editors."""


def is_setup_script(path: PurePath | str) -> bool:
    """Whether a file of code may have requirements in it."""
    return PurePath(path).name == "setup.py"


def requirement_language(path: PurePath | str) -> str | None:
    """The language of a file that only lists requirements, None for code and any other file.

    Lock files are left to their tools.
    """
    if not str(path).lower().endswith(_SUFFIXES):
        return None
    path = PurePath(path)
    name, stem, suffix = path.name.lower(), path.stem.lower(), path.suffix.lower()
    if name == "pyproject.toml":
        return TOML
    if name == "setup.cfg":
        return CFG
    if suffix in _YAML and stem.startswith(("environment", "conda")):
        return YAML
    lists = "requirements" in stem or stem.startswith("constraints") or path.parent.name.lower() == "requirements"
    return REQUIREMENTS if suffix in (".txt", ".in") and lists else None
