"""From a document's URI to its path."""

from __future__ import annotations

from pathlib import Path

from pygls.uris import to_fs_path


def path_of(uri: str) -> Path | None:
    """The file that a URI names; None for anything else: a new text without a file, a cell of a notebook, nonsense."""
    try:
        path = to_fs_path(uri)
    except ValueError:  # such as 'file://[', which is no URI
        return None
    return Path(path) if path and "\0" not in path else None


def name_of(uri: str) -> str:
    """What to call a document when talking to a person."""
    path = path_of(uri)
    return path.name if path else uri
