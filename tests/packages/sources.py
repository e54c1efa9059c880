"""Published packages as they lie on a person's disk: downloaded by pip at exact versions, unpacked, never installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


class MissingError(Exception):
    """A package could not be had; the message says what is needed."""


def unpacked(requirement: str) -> Path:
    """The folder that holds what the wheel of `name==version` holds; fetched now if it isn't in the cache."""
    base = os.environ.get("XDG_CACHE_HOME")
    cache = (Path(base) if base else Path.home() / ".cache") / "linen-upgrade-tests"
    folder = cache / f"source-{requirement.replace('==', '-')}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f"{folder.name}.", dir=cache) as unfinished:
            content = fetch(requirement, Path(unfinished))
            try:
                content.rename(folder)  # whoever sees it, sees all of it
            except OSError:  # another session was faster
                if not folder.exists():
                    raise
    return folder


def fetch(requirement: str, folder: Path) -> Path:
    """Download a wheel into a folder and unpack it there."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    # Today's Flax asks for a newer Python than the tool does; its source is only read here.
    newest = ["--python-version", "3.11", "--dest", str(folder)]
    done = subprocess.run([*pip, *newest, requirement], capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(
            f"pip must be able to download {requirement} from a package index; it said:\n{done.stderr[-2000:]}"
        )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "content")
    return folder / "content"
