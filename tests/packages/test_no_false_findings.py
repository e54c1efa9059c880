"""Nothing is found in code that is not pre-Linen Flax: libraries with modules of their own, many of which say `nn`.

For torch stands vit-pytorch, with more than 200 subclasses of torch's nn.Module.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .sources import MissingError, unpacked

PACKAGES = {
    "flax": "flax==0.12.8",
    "optax": "optax==0.2.8",
    "jax": "jax==0.10.2",
    "haiku": "dm-haiku==0.0.17",
    "equinox": "equinox==0.13.8",
    "vit_pytorch": "vit-pytorch==1.26.11",
}
# Fewer files than each has, so that an empty folder can't pass.
AT_LEAST = 20

OLD = """\
from flax import nn


class Old(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 4)
"""

pytestmark = pytest.mark.timeout(600)


def findings(folder: Path) -> list[dict[str, object]]:
    """What `check` finds in a folder, named on the command line: site-packages is walked only so."""
    command = [sys.executable, "-m", "linen_upgrade", "check", "--output-format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def source(package: str) -> Path:
    try:
        return unpacked(PACKAGES[package]) / package
    except MissingError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_found(package: str) -> None:
    folder = source(package)
    assert len(list(folder.rglob("*.py"))) > AT_LEAST
    assert findings(folder) == []


def test_old_code_beside_it_would_be_found(tmp_path: Path) -> None:
    folder = tmp_path / "site-packages" / "optax"
    folder.mkdir(parents=True)
    (folder / "old.py").write_text(OLD, encoding="utf-8")
    assert {finding["code"] for finding in findings(folder)} == {"LIN001", "LIN101", "LIN103"}
