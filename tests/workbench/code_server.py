"""A running code-server with folders of its own, so that nothing of the person's editor is read or written."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .installation import Workbench

START_TIMEOUT_SECONDS = 60

USER_SETTINGS = {
    "chat.disableAIFeatures": True,
    "editor.fontFamily": "DejaVu Sans Mono",
    "editor.hover.delay": 100,
    "editor.minimap.enabled": False,
    "editor.occurrencesHighlight": "off",
    "extensions.autoUpdate": False,
    "files.autoSave": "off",
    "git.enabled": False,
    "security.workspace.trust.startupPrompt": "never",
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "window.commandCenter": False,
    "workbench.colorTheme": "Default Light Modern",
    "workbench.layoutControl.enabled": False,
    "workbench.reduceMotion": "on",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}


@dataclass(frozen=True)
class CodeServer:
    """A code-server that answers, and the driver that can look at it.

    Attributes:
        workbench: the installation that it runs from.
        url: where it answers.
        chromium: the browser to look with.
    """

    workbench: Workbench
    url: str
    chromium: str

    def drive(self, scenario: str, folder: Path, artefacts: Path, **options: object) -> dict[str, object]:
        """Plays a scenario of `scenarios.mjs` in a browser that has `folder` open; gives what was seen.

        Screenshots go into `artefacts`. Raises AssertionError with the driver's own words where a step fails.
        """
        task = {"scenario": scenario, "folder": str(folder), "artefacts": str(artefacts), "options": options}
        task |= {"url": self.url, "chromium": self.chromium}
        done = subprocess.run(
            [str(self.workbench.node), str(self.workbench.folder / "drive.mjs")],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, f"{done.stderr}\nThe last picture is in {artefacts}."
        seen: dict[str, object] = json.loads(done.stdout)
        return seen


@contextmanager
def running(
    workbench: Workbench, extension: Path, folder: Path, machine_settings: dict[str, object], *, trust: bool = False
) -> Iterator[CodeServer]:
    """Runs a code-server that has `extension` (a `.vsix`) installed; all that it writes goes below `folder`.

    Args:
        machine_settings: the settings of machine scope, such as the interpreter.
        trust: whether workspaces are untrusted until the person says otherwise; else all are trusted.
    """
    chromium = shutil.which("chromium")
    assert chromium is not None, "No chromium on the PATH: run tests/workbench/system-packages.sh as root."
    port = _free_port()
    command = [*workbench.code_server, *_folder_options(folder, port, machine_settings)]
    environment = {**os.environ, "HOME": str(folder / "home"), "EXTENSIONS_GALLERY": '{"serviceUrl":""}'}
    log = folder / "code-server.log"
    with log.open("wb") as output:
        install = [*command, "--install-extension", str(extension)]
        subprocess.run(install, env=environment, stdout=output, stderr=subprocess.STDOUT, check=True, timeout=120)
        options = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"]
        options += [] if trust else ["--disable-workspace-trust"]
        process = subprocess.Popen([*command, *options], env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_healthy(url, process, log)
            yield CodeServer(workbench, url, chromium)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _folder_options(folder: Path, port: int, machine_settings: dict[str, object]) -> list[str]:
    """Writes the settings and the configuration; gives the options that point to them."""
    data = folder / "data"
    for place, settings in (("User", USER_SETTINGS), ("Machine", machine_settings)):
        (data / place).mkdir(parents=True)
        (data / place / "settings.json").write_text(json.dumps(settings))
    (folder / "home").mkdir()
    configuration = folder / "configuration.yaml"
    configuration.write_text(f"bind-addr: 127.0.0.1:{port}\nauth: none\ncert: false\n")
    extensions = folder / "extensions"
    return ["--config", str(configuration), "--user-data-dir", str(data), "--extensions-dir", str(extensions)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)  # it does not listen yet
    raise RuntimeError(f"code-server does not answer. Its log says:\n{log.read_text()}")
