#!/usr/bin/env python3
"""Print how fast the language server is, as the README tells it: in ratios, which hold on any machine.

    print_ratios.py [FILE] [--edits 60] [--starts 10]

FILE is what is opened and typed into; without it, one is written as `write_large_file.py` does. Compared are
`linen-upgrade server`, `ruff server` (the linter that is known for its speed) and a server of pygls that can do
nothing (what no server on the same foundation can undercut). They take turns, so that a machine that slows down
slows all of them down. Wants to be run by a Python that has the project and its `test` extra installed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from write_large_file import large_source

from lsp.json_rpc_client import JsonRpcClient, Message, place

OURS, RUFF, BARE = "linen-upgrade server", "ruff server", "an empty pygls server"
EMPTY_SERVER = "from pygls.lsp.server import LanguageServer; LanguageServer('empty', '1').start_io()"
COMMANDS = {
    OURS: [sys.executable, "-m", "linen_upgrade", "server"],
    RUFF: [sys.executable, "-m", "ruff", "server"],
    BARE: [sys.executable, "-c", EMPTY_SERVER],
}
CAPABILITIES: Message = {"general": {"positionEncodings": ["utf-16"]}, "textDocument": {"diagnostic": {}}}


class Editor:
    """An editor with one server and one file open in it, and the folder too, if there is one."""

    def __init__(self, command: list[str], file: Path, capabilities: Message, folder: Path | None) -> None:
        begin = time.perf_counter()
        self.client, self.folder = JsonRpcClient(command, file.parent), folder
        folders = [{"uri": folder.as_uri(), "name": "workspace"}] if folder is not None else []
        self.client.initialize(capabilities, rootUri=None, workspaceFolders=folders)
        self.seconds_to_start = time.perf_counter() - begin
        self.uri, self._version = file.as_uri(), 1

    def open(self, text: str) -> int:
        """Open the file; returns the number of diagnostics, 0 from a server that has none."""
        self.client.open(self.uri, text)
        if "diagnosticProvider" not in self.client.capabilities:
            self.client.ask("shutdown")  # once this is answered, the text has been read
            return 0
        return len(self.client.pull(self.uri)["items"])

    def type(self, line: int, character: int, removed: int, typed: str) -> float:
        """Change a piece of a line; returns the seconds until the diagnostics of the changed text are here."""
        self._version += 1
        change = {"range": place(line, character, character + removed), "text": typed}
        begin = time.perf_counter()
        self.client.change(self.uri, self._version, change)
        self.client.pull(self.uri)
        return time.perf_counter() - begin

    def mebibytes(self) -> float:
        """Memory of the server and its child processes."""
        waiting, total = [self.client.process.pid], 0
        while waiting:
            process = Path(f"/proc/{waiting.pop()}")
            (resident,) = (line for line in (process / "status").read_text().splitlines() if line.startswith("VmRSS"))
            total += int(resident.split()[1])
            for children in (process / "task").glob("*/children"):
                waiting += map(int, children.read_text().split())
        return total / 1024


def words(text: str) -> list[tuple[int, int]]:
    """Line, and character after it, of every lower-case name in the lines of ASCII."""
    found = []
    for row, line in enumerate(text.splitlines()):
        inside = False
        for column, character in enumerate(f"{line} " if line.isascii() else ""):
            if inside and not (character.isalnum() or character == "_"):
                found.append((row, column))
            inside = (character.isalnum() and (inside or character.islower())) or (inside and character == "_")
    return found


def measure_typing(editors: dict[str, Editor], text: str, edits: int) -> dict[str, list[float]]:
    """Milliseconds of every keystroke: three letters at a place, then another place. No text comes twice."""
    chooser, places = random.Random(0), words(text)
    times: dict[str, list[float]] = {name: [] for name in editors}
    for step in range(edits + 5):
        row, column = chooser.choice(places)
        letters = chooser.sample("abcdefghijklmnopqrstuvwxyz", 3)
        for name, editor in editors.items():
            typed = [editor.type(row, column + at, 0, letter) * 1e3 for at, letter in enumerate(letters)]
            editor.type(row, column, 3, "")
            if step >= 5:  # the first ones warm up
                times[name] += typed
    return times


def measure_starts(file: Path, starts: int) -> dict[str, list[float]]:
    """Milliseconds from starting each server until it has answered `initialize`."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(starts):
        for name, command in COMMANDS.items():
            editor = Editor(command, file, CAPABILITIES, file.parent)
            times[name].append(editor.seconds_to_start * 1e3)
            editor.client.kill()
    return times


def row(what: str, values: dict[str, float], unit: str, against: str) -> str:
    """One line: our ratio, and in brackets what it is made of."""
    ratio = values[OURS] / values[against]
    made_of = ", ".join(f"{name} {value:.1f} {unit}" for name, value in values.items())
    return f"{what}: {ratio:.2f} of {against}  ({made_of})"


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def each(times: dict[str, list[float]], of: Callable[[list[float]], float]) -> dict[str, float]:
    return {name: of(values) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--starts", type=int, default=10)
    arguments = parser.parse_args()
    text = arguments.file.read_text(encoding="utf-8") if arguments.file else large_source(lines=5000, seed=0)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.py"
        file.write_text(text, encoding="utf-8")
        starts = measure_starts(file, arguments.starts)
        editors = {name: Editor(command, file, CAPABILITIES, file.parent) for name, command in COMMANDS.items()}
        counts = {name: editor.open(text) for name, editor in editors.items()}
        memory = {name: editor.mebibytes() for name, editor in editors.items()}
        del editors[BARE]
        typing = measure_typing(editors, text, arguments.edits)
        for editor in editors.values():
            editor.client.kill()
    lines = text.count("\n")
    print(f"{lines} lines, {counts[OURS]} findings of ours ({counts[OURS] / lines * 1000:.0f} in 1,000 lines)")
    print(row("a keystroke until fresh diagnostics, median", each(typing, statistics.median), "ms", RUFF))
    print(row("the same, 95th percentile", each(typing, lambda times: percentile(times, 0.95)), "ms", RUFF))
    print(row("start until `initialize` is answered, median", each(starts, statistics.median), "ms", BARE))
    print(row("memory after opening the file", memory, "MiB", BARE))


if __name__ == "__main__":
    main()
