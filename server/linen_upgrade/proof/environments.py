"""The two worlds: a virtual environment with the Flax of 2020 and one with today's, made once and kept in the cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = (".pyenv/versions", ".local/share/uv/python", ".asdf/installs/python")
"""Where in a home folder interpreters are kept, one folder per version."""
VERSION_OF = "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])"


Progress = Callable[[str], None]
"""Takes a sentence on what is being done and takes a while."""


class MissingError(Exception):
    """The machine lacks something that a world needs; the message says what to install."""


@dataclass(frozen=True)
class World:
    """One environment: its name, the minor versions of Python 3 that it runs on, and what pip is told besides."""

    name: str
    minors: tuple[int, ...]
    pip_options: tuple[str, ...]

    @property
    def requirements(self) -> Path:
        """The pinned requirements that its environment holds, and nothing else."""
        return HERE / f"requirements-{self.name}.txt"

    @property
    def wanted(self) -> str:
        """The interpreters that it runs on, in words."""
        return f"Python 3.{min(self.minors)} to 3.{max(self.minors)}"


OLD = World("old", (11, 10, 9, 8), ("--no-deps", "--only-binary", ":all:", "--no-binary", "jax"))
NEW = World("new", (11, 12, 13, 14), ("--no-deps", "--only-binary", ":all:"))


def silent(sentence: str) -> None:
    """Progress that nobody follows."""


def cache_folder() -> Path:
    """Where environments stay once they are made."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "linen-upgrade"


def environment(world: World, progress: Progress = silent) -> Path:
    """The interpreter of an environment that holds exactly the world's requirements; made now if it isn't there yet.

    Raises MissingError.
    """
    base, version = find_python(world)
    digest = hashlib.sha256("\n".join([*world.pip_options, version, str(base)]).encode())
    digest.update(world.requirements.read_bytes())
    folder = cache_folder() / f"{world.name}-{digest.hexdigest()[:16]}"
    if not folder.exists():
        progress(f"Making the {world.name} world with Python {version}: this is done once and takes some minutes")
        make_once(folder, lambda unfinished: make_environment(world, base, unfinished))
    return folder / "bin" / "python"


NEEDED = {"old": "from flax import nn; nn.Module.partial", "new": "from flax import linen; linen.compact"}
"""What an interpreter of each world can do."""


def check_given(world: World, python: Path) -> None:
    """Raises MissingError if an interpreter that the user brings does not have what its world is about."""
    script = f"import flax, jax; {NEEDED[world.name]}"
    try:
        done = subprocess.run(
            [str(python), "-W", "ignore", "-c", script],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env=clean_variables(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingError(f"{python} can't be started: {getattr(error, 'strerror', None) or error}") from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise MissingError(
            f"{python} is no interpreter for the {world.name} world, which needs what {world.requirements.name} lists: "
            f"{said[-1] if said else 'it gave no reason'}"
        )


def make_once(folder: Path, make: Callable[[Path], None]) -> None:
    """Make a folder under another name and rename it when it is complete: whoever sees it, sees all of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.", dir=folder.parent) as unfinished:
        content = Path(unfinished) / "content"
        make(content)
        try:
            content.rename(folder)
        except OSError:  # another session was faster
            if not folder.exists():
                raise


def make_environment(world: World, base: Path, folder: Path) -> None:
    """Make a virtual environment with the world's requirements. Raises MissingError."""
    run([str(base), "-m", "venv", str(folder)], f"{world.wanted} with its venv module is needed")
    # Asked for by `python -m pip`: the scripts beside it name the folder as it is called before it is renamed.
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(
        [*pip, *world.pip_options, "--requirement", str(world.requirements)],
        f"pip must be able to install {world.requirements.name} from a package index",
    )


def run(command: list[str], need: str) -> None:
    """Run one step of making an environment; if it fails, say what it needs and what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=clean_variables())
    if done.returncode:
        complaint = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise MissingError(f"{need}; {Path(command[0]).name} said:\n{complaint}")


def clean_variables() -> dict[str, str]:
    """The variables of this process without those that lead another interpreter to this one's packages."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def python_path() -> list[Path]:
    """The folders that PYTHONPATH names, which reach both worlds, as absolute paths."""
    return [Path(part).absolute() for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]


def find_python(world: World) -> tuple[Path, str]:
    """An interpreter that fits the world, and its version: our own, one on PATH, or one installed beside it."""
    for candidate in candidates(world):
        version = version_of(candidate)
        if version and tuple(map(int, version.split(".")[:2])) in {(3, minor) for minor in world.minors}:
            return candidate, version
    raise MissingError(
        f"The {world.name} world needs {world.wanted}: install one of them so that it is on PATH (as "
        f"python3.{world.minors[0]}, say), with its venv module, or name one that has what {world.requirements.name} "
        f"lists (--{world.name}-python)."
    )


def candidates(world: World) -> Iterator[Path]:
    """Interpreters that may fit the world, the likely ones first."""
    yield Path(getattr(sys, "_base_executable", sys.executable))
    for minor in world.minors:
        found = shutil.which(f"python3.{minor}")
        if found:
            yield Path(found)
        for folder in (Path(sys.base_prefix).parent, *(Path.home() / kept for kept in KEPT)):
            yield from sorted(folder.glob(f"*3.{minor}[.-]*/bin/python3"))


def version_of(python: Path) -> str | None:
    """The interpreter's version, if it runs and can make virtual environments."""
    try:
        done = subprocess.run(
            [str(python), "-c", VERSION_OF],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=clean_variables(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
