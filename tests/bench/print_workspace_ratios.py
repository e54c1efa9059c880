#!/usr/bin/env python3
"""Print what a workspace of many files costs the language server, in ratios, which hold on any machine.

    print_workspace_ratios.py [--files 1000] [--edits 60]

The workspace has modules that import one another and a file of 5,000 lines that is typed into. Two servers take turns:
one has the folder open, the other the file alone. The third number is taken while the code base is read again and
again. Wants to be run by a Python that has the project and its `test` extra installed.
"""

from __future__ import annotations

import argparse
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

from lsp.json_rpc_client import Message

REFRESHING: Message = {**CAPABILITIES, "workspace": {"diagnostics": {"refreshSupport": True}}}


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


def write_workspace(folder: Path, files: int) -> Path:
    """Write that many files and the one that is typed into, which is returned."""
    (folder / "pyproject.toml").touch()
    for number in range(files):
        source = large_source(lines=100, seed=number)
        above = f"import layers_{number - 1}\n" if number % 10 else ""
        (folder / f"layers_{number}.py").write_text(source.replace("from flax", f"{above}from flax", 1))
    file = folder / "model.py"
    file.write_text(large_source(lines=5000, seed=0))
    return file


def typing(editors: dict[str, Editor], text: str, edits: int) -> dict[str, float]:
    """The median of the keystrokes in each editor, in milliseconds, taken in turns."""
    chooser, places = random.Random(1), words(text)
    times: dict[str, list[float]] = {name: [] for name in editors}
    for _ in range(edits):
        row, column = chooser.choice(places)
        for name, editor in editors.items():
            times[name].append(editor.type(row, column, 0, chooser.choice("abcdefgh")) * 1e3)
            editor.type(row, column, 1, "")
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as empty:
        file = write_workspace(Path(name), arguments.files)
        text, lone = file.read_text(), Path(empty) / file.name
        lone.write_text(text)
        begin = time.perf_counter()
        command = [sys.executable, "-m", "ruff", "check", "--no-cache", name]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        ruff = time.perf_counter() - begin
        alone, whole = Workspace(lone, whole=False), Workspace(file, whole=True)
        seconds = whole.read()
        alone.open(text)
        whole.open(text)
        time.sleep(3)
        idle = typing({"alone": alone, "whole": whole}, text, arguments.edits)
        whole.read_again()
        busy = typing({"alone": alone, "whole": whole}, text, arguments.edits // 3)
        memory = whole.mebibytes(), alone.mebibytes()
        for editor in (alone, whole):
            editor.client.kill()
    print(f"{arguments.files} files")
    print(f"reading them: {seconds / ruff:.1f} of `ruff check`'s time  ({seconds:.1f} s, {ruff:.1f} s)")
    print(f"a keystroke beside them, median: {idle['whole'] / idle['alone']:.2f} of one without them  ({idle})")
    print(f"the same while they are read: {busy['whole'] / busy['alone']:.2f}  ({busy})")
    print(f"memory: {memory[0] / memory[1]:.2f} of a server that has that file alone  ({memory})")


if __name__ == "__main__":
    main()
