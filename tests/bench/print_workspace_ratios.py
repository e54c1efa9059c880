#!/usr/bin/env python3
"""Print what a workspace of many files costs the language server, in ratios, which hold on any machine.

    print_workspace_ratios.py [--files 1000] [--edits 40]

The workspace is that of `write_workspace.py`, and a file of 5,000 lines that is typed into. Two servers take turns: one
has the folder open, the other the file alone. Then the same while the code base is read from nothing again and again.
Reading is compared with `ruff check` and with jedi, which looks up every name that the same files define and follows
their imports; and with a quarter and a half of the files, which shows how it grows. Wants to be run by a Python that
has the project and its `test` extra installed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from print_ratios import CAPABILITIES, COMMANDS, OURS, Editor, words
from write_large_file import large_source
from write_workspace import write_workspace

from lsp.json_rpc_client import Message

REFRESHING: Message = {**CAPABILITIES, "workspace": {"diagnostics": {"refreshSupport": True}}}
RUFF = [sys.executable, "-m", "ruff", "check", "--no-cache", "--quiet"]
JEDI = [
    sys.executable,
    "-c",
    """
import pathlib, sys
import jedi
from jedi.api.environment import InterpreterEnvironment
root, here = pathlib.Path(sys.argv[1]), InterpreterEnvironment()
project = jedi.Project(root, load_unsafe_extensions=False)
for path in sorted(root.rglob("*.py")):
    script = jedi.Script(path=path, project=project, environment=here)
    for name in script.get_names(all_scopes=True, definitions=True):
        if name.type == "module":
            name.goto(follow_imports=True)
""",
]


class Workspace(Editor):
    """An editor that has a whole folder open, or one file of it."""

    def __init__(self, file: Path, *, whole: bool) -> None:
        super().__init__(COMMANDS[OURS], file, REFRESHING, folder=file.parent if whole else None)

    def read(self) -> float:
        """Wait until the code base has been read; returns the seconds."""
        begin = time.perf_counter()
        while not self.client.ask("workspace/diagnostic", {"previousResultIds": []}, 600)["items"]:
            self.client.wait_for("workspace/diagnostic/refresh", 600)
        return time.perf_counter() - begin

    def read_again(self) -> None:
        """Have the code base read from nothing, as after a change of settings."""
        change = {"uri": f"{self.uri.rpartition('/')[0]}/pyproject.toml", "type": 2}
        self.client.tell("workspace/didChangeWatchedFiles", {"changes": [change]})


def typing(editors: dict[str, Workspace], text: str, edits: int, busy: Workspace | None = None) -> dict[str, float]:
    """The median of the keystrokes in each editor, in milliseconds, taken in turns, while one reads all files anew."""
    chooser, places = random.Random(1), words(text)
    times: dict[str, list[float]] = {name: [] for name in editors}
    for number in range(edits):
        if busy is not None and number % 4 == 0:
            busy.read_again()
        row, column = chooser.choice(places)
        for name, editor in editors.items():
            times[name].append(editor.type(row, column, 0, chooser.choice("abcdefgh")) * 1e3)
            editor.type(row, column, 1, "")
    return {name: statistics.median(values) for name, values in times.items()}


def cost(command: list[str], folder: Path) -> tuple[float, float]:
    """The seconds of processor time and the most MiB of a command on a folder."""
    process = subprocess.Popen([*command, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def processor_seconds(pid: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def reading(folder: Path) -> tuple[float, float]:
    """The seconds of processor time that the server's other process needs to read a folder, and its MiB after that."""
    editor = Workspace(folder / "model.py", whole=True)
    editor.read()
    children = Path(f"/proc/{editor.client.process.pid}/task").glob("*/children")
    (worker,) = (int(pid) for listed in children for pid in listed.read_text().split())
    (resident,) = (line for line in Path(f"/proc/{worker}/status").read_text().splitlines() if line.startswith("VmRSS"))
    found = processor_seconds(worker), int(resident.split()[1]) / 1024
    editor.client.kill()
    return found


def print_growth(folder: Path, files: int) -> None:
    """Read a quarter, a half and all of the files."""
    seconds = []
    for share in (4, 2, 1):
        write_workspace(folder / str(share), files // share)
        seconds.append(reading(folder / str(share))[0])
    print(f"reading a quarter, a half, all of the files: {', '.join(f'{s / seconds[0]:.1f}' for s in seconds)}")


def print_reading(folder: Path) -> None:
    """Compare time and memory with those of other tools."""
    ours, ruff, jedi = reading(folder), cost(RUFF, folder), cost(JEDI, folder)
    for name, other in (("ruff check", ruff), ("jedi", jedi)):
        ratios = f"{ours[0] / other[0]:.2f} of `{name}`'s time, {ours[1] / other[1]:.2f} of its memory"
        print(f"reading them: {ratios}  ({ours[0]:.1f} s, {other[0]:.1f} s; {ours[1]:.0f} MiB, {other[1]:.0f} MiB)")


def print_typing(folder: Path, empty: Path, edits: int) -> None:
    """Type into a file with and without the workspace around it."""
    file, lone = folder / "model.py", empty / "model.py"
    text = large_source(lines=5000, seed=0)
    for path in (file, lone):
        path.write_text(text)
    alone, whole = Workspace(lone, whole=False), Workspace(file, whole=True)
    whole.read()
    alone.open(text)
    whole.open(text)
    time.sleep(3)
    editors = {"alone": alone, "whole": whole}
    idle, busy = typing(editors, text, edits), typing(editors, text, edits, busy=whole)
    memory = whole.mebibytes() / alone.mebibytes()
    for editor in editors.values():
        editor.client.kill()
    print(f"a keystroke beside them, median: {idle['whole'] / idle['alone']:.2f} of one without them  ({idle})")
    print(f"the same while they are read: {busy['whole'] / busy['alone']:.2f}  ({busy})")
    print(f"memory: {memory:.2f} of a server that has that file alone")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=40)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as empty:
        folder = Path(name)
        print_growth(folder, arguments.files)
        print_reading(folder / "1")
        print_typing(folder / "1", Path(empty), arguments.edits)


if __name__ == "__main__":
    main()
