"""The extension and the server as a person meets them in VS Code, from the first squiggle to the file on disk."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from .code_server import CodeServer, running
from .installation import Workbench

# The first test waits for an installation of some minutes, where there is none yet.
pytestmark = [pytest.mark.workbench, pytest.mark.timeout(900)]

PRE_LINEN = """\
from flax import nn


class Encoder(nn.Module):

    def apply(self, x, features=500):
        x = nn.Dense(x, features)
        x = nn.relu(x)
        return nn.Dense(x, features, name='latents')
"""

LINEN = """\
from flax import linen as nn


class Encoder(nn.Module):

    features: int = 500

    @nn.compact
    def __call__(self, x):
        x = nn.Dense(self.features)(x)
        x = nn.relu(x)
        return nn.Dense(self.features, name='latents')(x)
"""

CALLER = """\
from encoder import Encoder


def latents(images):
    return Encoder(images, 64)
"""

RESTARTS = 4

FOR_THE_README = """\
from flax import nn


class ResidualBlock(nn.Module):

  def apply(self, x, features=64, dropout_rate=0.1, train=True):
    y = nn.BatchNorm(x, use_running_average=not train)
    y = nn.dropout(nn.relu(y), dropout_rate, deterministic=not train)
    return x + nn.Conv(y, features, kernel_size=(3, 3), bias=False)
"""

MOST_BYTES_OF_A_PICTURE = 300_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A pre-Linen file in a workspace of its own."""
    file = tmp_path / "autoencoder" / "encoder.py"
    file.parent.mkdir()
    file.write_text(PRE_LINEN)
    return file


@pytest.fixture
def settings_file(file: Path) -> Path:
    """The settings of that workspace, empty yet."""
    settings = file.parent / ".vscode" / "settings.json"
    settings.parent.mkdir()
    settings.write_text("{}")
    return settings


def test_a_file_is_upgraded_by_a_quick_fix(code_server: CodeServer, file: Path, artefacts: Path) -> None:
    options = {"file": file.name, "line": "x = nn.Dense", "text": "nn.Dense", "fix": "Upgrade this file"}
    # Waited for in the hover: the person's own line, rewritten.
    options["rewritten"] = "x = nn.Dense(self.features)(x)"
    seen: Any = code_server.drive("upgrade", file.parent, artefacts, **options)

    assert file.read_text() == LINEN
    findings = "\n".join(seen["problemsBefore"])
    assert [code in findings for code in ("LIN001", "LIN101", "LIN103")] == [True] * 3
    assert seen["squiggles"] == 4
    assert "LIN103" in seen["hover"]
    assert seen["fixes"][0] == "Upgrade class Encoder", "the preferred fix comes first"
    assert seen["problemsAfter"] == []


def test_a_file_is_upgraded_by_the_command(code_server: CodeServer, file: Path, artefacts: Path) -> None:
    seen: Any = code_server.drive("fixByCommand", file.parent, artefacts, file=file.name)

    assert file.read_text() == LINEN
    assert "nothing in this file" in seen["again"]["text"]


def test_changed_settings_reach_the_server(
    code_server: CodeServer, file: Path, settings_file: Path, artefacts: Path
) -> None:
    options = {"settingsFile": str(settings_file), "settings": {"linen-upgrade.ignore": ["LIN103"]}, "gone": "LIN103"}
    seen: Any = code_server.drive("changeSettings", file.parent, artefacts, file=file.name, **options)

    assert "LIN103" in "".join(seen["before"])
    assert "LIN101" in "".join(seen["after"])


def test_changing_a_class_changes_what_its_calls_in_other_files_are(
    code_server: CodeServer, file: Path, artefacts: Path
) -> None:
    (file.parent / "train.py").write_text(CALLER)
    options = {"caller": "train.py", "file": file.name, "line": "def apply", "text": "apply", "typed": "__call__"}
    seen: Any = code_server.drive("changeClass", file.parent, artefacts, gone="Encoder(…)", **options)

    assert "Encoder(…)" in "".join(seen["before"])
    assert "train.py" in "".join(seen["before"])
    assert "LIN103" in "".join(seen["after"])


@pytest.mark.parametrize(
    ("setting", "body", "said", "buttons"),
    [
        pytest.param("server", None, "there is no such program", ["Open Settings"], id="missing"),
        pytest.param("server", "echo linen-upgrade 0.0.1", "linen-upgrade 0.0.1", ["Open Settings"], id="too-old"),
        pytest.param(
            "interpreter",
            "echo No module named linen_upgrade >&2; exit 1",
            "linen-upgrade is not installed there",
            ["Copy Install Command", "Open Settings"],
            id="not-installed",
        ),
        pytest.param(
            "server",
            'test "$1" = --version && echo linen-upgrade 99.0',
            "could not be started",
            ["Restart Server", "Show Output"],
            id="broken",
        ),
    ],
)
def test_without_a_good_server_one_message_says_what_to_do(
    code_server: CodeServer,
    file: Path,
    settings_file: Path,
    artefacts: Path,
    setting: str,
    body: str | None,
    said: str,
    buttons: list[str],
) -> None:
    program = file.parent.parent / "program"
    if body is not None:
        _write_program(program, body)
    settings_file.write_text(json.dumps({f"linen-upgrade.{setting}": str(program)}))

    options = {"file": file.name, "settingsFile": str(settings_file)}
    seen: Any = code_server.drive("mendSettings", file.parent, artefacts, **options)

    assert said in seen["first"]["text"]
    assert seen["first"]["buttons"] == buttons
    assert seen["first"]["messages"] == 1
    assert seen["second"] == seen["first"], "the command explains itself instead of failing"


def test_a_server_that_crashes_is_started_again_up_to_a_limit(
    code_server: CodeServer, file: Path, settings_file: Path, artefacts: Path
) -> None:
    process_id = file.parent.parent / "process-id"
    program = file.parent.parent / "linen-upgrade"
    note = f'test "$1" = server && echo $$ > {process_id}'
    _write_program(program, f'{note}\nexec {sys.executable} -m linen_upgrade "$@"')
    settings_file.write_text(json.dumps({"linen-upgrade.server": str(program)}))

    options = {"file": file.name, "processIdFile": str(process_id), "restarts": RESTARTS}
    seen: Any = code_server.drive("crash", file.parent, artefacts, **options)

    assert f"ended {RESTARTS + 1} times" in seen["message"]["text"]
    assert seen["message"]["buttons"] == ["Restart Server", "Show Output"]
    assert seen["startedAfterLastCrash"] is False


def test_an_untrusted_workspace_cannot_bring_its_own_server(
    workbench: Workbench, extension: Path, file: Path, settings_file: Path, artefacts: Path, tmp_path: Path
) -> None:
    marker = tmp_path / "ran"
    own = file.parent / "linen-upgrade"
    _write_program(own, f"touch {marker}\nexit 1")
    settings_file.write_text(json.dumps({"linen-upgrade.server": str(own)}))
    # What an interpreter that is started in the workspace would import instead of the real one.
    for module in ("linen_upgrade", "json", "typing"):
        (file.parent / f"{module}.py").write_text(f"open({str(marker)!r}, 'w')\n")

    machine: dict[str, object] = {"linen-upgrade.interpreter": sys.executable}
    with running(workbench, extension, tmp_path / "code-server", machine, trust=True) as code_server:
        options = {"file": file.name, "marker": str(marker)}
        seen: Any = code_server.drive("trust", file.parent, artefacts, **options)

    assert seen["ranBefore"] is False
    assert marker.exists(), "once trusted, the workspace's settings count"


def test_the_output_channels_say_what_goes_on(
    code_server: CodeServer, file: Path, settings_file: Path, artefacts: Path
) -> None:
    settings_file.write_text(json.dumps({"linen-upgrade.trace.server": "messages"}))

    options = {"file": file.name, "log": "Starting linen-upgrade", "trace": "Received "}
    seen: Any = code_server.drive("channels", file.parent, artefacts, **options)

    assert sys.executable in seen["logged"].replace("\n", "")
    assert "Received " in seen["traced"]


def test_a_class_is_verified_by_the_command(
    code_server: CodeServer, file: Path, settings_file: Path, artefacts: Path
) -> None:
    """By a program that is the real one but for `verify`, which has tests of its own and takes a minute."""
    told = file.parent.parent / "arguments"
    program = file.parent.parent / "linen-upgrade"
    canned = "Encoder is equal: old and new differ by 0 at most.\\n\\n  compared  arrays"
    verify = f'if test "$1" = verify; then printf "%s\\n" "$@" > {told}; printf "{canned}\\n"; exit 0; fi'
    _write_program(program, f'{verify}\nexec {sys.executable} -m linen_upgrade "$@"')
    settings_file.write_text(json.dumps({"linen-upgrade.server": str(program)}))

    place = {"file": file.name, "line": "x = nn.relu", "text": "relu"}
    given = "f32[2, 28] features=4"
    seen: Any = code_server.drive("verify", file.parent, artefacts, **place, inputs=given, shown="compared  arrays")

    assert told.read_text().splitlines() == ["verify", f"{file}:Encoder", "--input=f32[2, 28]", "--call=features=4"]
    assert seen["message"]["text"] == "Encoder is equal: old and new differ by 0 at most."
    assert "compared  arrays" in seen["table"]
    assert seen["proposed"] == "f32[2,28,28,1]"
    assert seen["remembered"] == given


def test_a_picture_for_the_readme(code_server: CodeServer, file: Path, settings_file: Path, artefacts: Path) -> None:
    block = file.with_name("residual.py")
    block.write_text(FOR_THE_README)
    shown = {"workbench.activityBar.location": "hidden", "breadcrumbs.enabled": False}
    settings_file.write_text(json.dumps(shown))

    options = {"file": block.name, "line": "return x", "text": "nn.Conv", "rewritten": "use_bias=False)(y)"}
    code_server.drive("portrait", file.parent, artefacts, **options)

    assert (artefacts / "editor.png").stat().st_size < MOST_BYTES_OF_A_PICTURE


def _write_program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
