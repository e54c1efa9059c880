"""Running the tool as its users do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TOOL = [sys.executable, "-m", "linen_upgrade"]


def linen_upgrade(*arguments: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, with these environment variables besides."""
    command = [*TOOL, *map(str, arguments)]
    environment = {**os.environ, **variables}
    return subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False, cwd=cwd, env=environment)


def fix(file: Path) -> None:
    """Upgrade a file where it is; nothing may be left of it to upgrade."""
    done = linen_upgrade("fix", file.name, cwd=file.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def findings(path: Path) -> list[dict[str, Any]]:
    """What `check` finds in a file or folder."""
    done = linen_upgrade("check", "--output-format", "json", path.name, cwd=path.parent)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
