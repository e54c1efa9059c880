"""One code-server for all tests of the workbench, and a folder for their pictures."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .code_server import CodeServer, running
from .installation import Workbench, build_extension, install_workbench


@pytest.fixture(scope="session")
def workbench() -> Workbench:
    """An installed code-server."""
    return install_workbench()


@pytest.fixture(scope="session")
def extension() -> Path:
    """The extension as a `.vsix`, built from the sources as they are now."""
    return build_extension()


@pytest.fixture(scope="session")
def code_server(
    workbench: Workbench, extension: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CodeServer]:
    """A code-server that trusts every workspace and runs the `linen_upgrade` of this interpreter."""
    settings: dict[str, object] = {"linen-upgrade.interpreter": sys.executable}
    with running(workbench, extension, tmp_path_factory.mktemp("code-server"), settings) as server:
        yield server


@pytest.fixture
def artefacts(request: pytest.FixtureRequest) -> Path:
    """The folder for a test's pictures: below `LINEN_UPGRADE_ARTEFACTS`, else a new one that stays."""
    chosen = os.environ.get("LINEN_UPGRADE_ARTEFACTS")
    root = Path(chosen).resolve() if chosen else Path(tempfile.mkdtemp(prefix="linen-upgrade-pictures-"))
    folder = root / str(request.node.name)
    print(f"Pictures: {folder}")
    return folder
