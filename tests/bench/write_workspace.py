#!/usr/bin/env python3
"""Write a workspace to measure with: research code on pre-Linen Flax, and twice as much other Python.

    write_workspace.py FOLDER [--files 1000]

Three files in ten belong to copies of `tests/workspace/research`, each a package of its own name; the others are plain
modules that import one another, and every tenth of them some of the research code. Two runs write the same bytes.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from string import Template

RESEARCH = Path(__file__).resolve().parents[1] / "workspace" / "research"
NOUNS = "batch record shard token frame index metric window report cursor bucket ledger".split()

HEADER = '''"""Tools for a $noun of an experiment."""

import argparse
import collections
import json
import os
from typing import Dict, List, Optional

import numpy as np
$imports

DEFAULT_${NOUN}_SIZE = $size
'''

PARTS = (
    '''

class ${Name}Reader:
    """Reads one $noun after the other."""

    def __init__(self, path: str, size: int = DEFAULT_${NOUN}_SIZE, shuffle: bool = False):
        self.path = path
        self.size = size
        self.shuffle = shuffle
        self._counts = collections.Counter()

    def __iter__(self):
        with open(self.path) as lines:
            for number, line in enumerate(lines):
                fields = line.rstrip("\\n").split("\\t")
                if len(fields) != $size:
                    self._counts["skipped"] += 1
                    continue
                yield number, {"name": fields[0], "values": np.asarray(fields[1:], dtype=np.float32)}

    def summary(self) -> Dict[str, int]:
        return dict(self._counts, size=self.size)
''',
    '''

def merge_${noun}s(first: List[Dict], second: List[Dict], key: str = "name") -> List[Dict]:
    """One $noun for each key; what the second says wins."""
    merged = {entry[key]: entry for entry in first}
    for entry in second:
        known = merged.setdefault(entry[key], {})
        for field, value in entry.items():
            if field in known and isinstance(value, (int, float)):
                known[field] = known[field] * 0.9 + value * 0.1
            else:
                known[field] = value
    return sorted(merged.values(), key=lambda entry: entry[key])
''',
    '''

def smooth_$noun(values: np.ndarray, width: int = $size, mode: str = "same") -> np.ndarray:
    """A running mean over the last axis."""
    kernel = np.ones((width,)) / width
    flat = values.reshape((-1, values.shape[-1]))
    rows = [np.convolve(row, kernel, mode=mode) for row in flat]
    return np.stack(rows).reshape(values.shape[:-1] + (-1,))
''',
    """

class ${Name}Config:
    rate = 0.$size
    steps = $size * 100
    names: Optional[List[str]] = None

    def to_json(self) -> str:
        return json.dumps({key: getattr(self, key) for key in ("rate", "steps", "names")})

    @classmethod
    def from_json(cls, text: str) -> "${Name}Config":
        config = cls()
        for key, value in json.loads(text).items():
            if not hasattr(config, key):
                raise ValueError(f"unknown key {key!r}")
            setattr(config, key, value)
        return config
""",
    """

def main_$noun(argv: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(description="Looks at every $noun")
    parser.add_argument("folder")
    parser.add_argument("--size", type=int, default=DEFAULT_${NOUN}_SIZE)
    args = parser.parse_args(argv)
    total = 0
    for name in sorted(os.listdir(args.folder)):
        path = os.path.join(args.folder, name)
        if not name.endswith(".tsv") or os.path.getsize(path) == 0:
            continue
        total += sum(1 for _ in open(path))
        print(f"{name}: {total} after this one")
    return 0 if total else 1
""",
)


def write_workspace(folder: Path, files: int) -> None:
    """Write about that many files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").touch()
    research = sorted(RESEARCH.rglob("*.py"))
    copies = max(1, round(0.3 * files / len(research)))
    for number in range(copies):
        for path in research:
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(RESEARCH).as_posix().replace("lumen", f"lumen{number}")
            target = folder / f"research{number}" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace("lumen", f"lumen{number}"), encoding="utf-8")
    for number in range(files - copies * len(research)):
        package = folder / f"tools{number // 40}"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / f"part{number}.py").write_text(_plain(number, copies), encoding="utf-8")


def _plain(number: int, copies: int) -> str:
    """A module that knows nothing of Flax itself."""
    chooser = random.Random(number)
    imports = [f"from tools{(number - 1) // 40} import part{number - 1}"] if number % 7 else []
    if number % 10 == 0:
        imports.append(f"from research{number % copies}.lumen{number % copies}.utils import schedules")
    noun = chooser.choice(NOUNS)
    words = {"imports": "\n".join(imports), "noun": noun, "NOUN": noun.upper(), "Name": noun.title()}
    parts = [HEADER, *(chooser.choice(PARTS) for _ in range(6))]
    return "".join(Template(part).substitute(words, size=chooser.randint(2, 9)) for part in parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    arguments = parser.parse_args()
    write_workspace(arguments.folder, arguments.files)


if __name__ == "__main__":
    main()
