"""`linen-upgrade checkpoint`."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.analysis.failures import internal_error
from linen_upgrade.cli import text_output
from linen_upgrade.cli.text_output import printable, shown_path
from linen_upgrade.document import Document
from linen_upgrade.flax_api.optimizers import optimizer_states
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.project.roots import project_root
from linen_upgrade.project.source_files import SourceError, decode_source
from linen_upgrade.proof.environments import NEW, MissingError, environment
from linen_upgrade.proof.worlds import drive


@dataclass(frozen=True)
class Conversion:
    """What is to be converted, and what of."""

    source: Path
    target: Path
    model: str
    inputs: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    before: str = ""
    tx: str = ""
    optimizer: str = ""
    form: str = "msgpack"
    dry_run: bool = False
    python: Path | None = None


class Impossible(Exception):
    """Why nothing can be converted: a sentence."""


def checkpoint(conversion: Conversion) -> int:
    """Convert one checkpoint and print the table of its paths; gives the exit code."""
    out, errors = text_output.console(), text_output.console(stderr=True)
    try:
        result = _converted(conversion, lambda sentence: text_output.write(errors, sentence))
    except (Impossible, MissingError) as error:
        text_output.problem(errors, str(error))
        return 2
    rows = [tuple(map(printable, row)) for row in result["rows"]]
    widths = [max(len(row[column]) for row in rows) for column in range(2)] if rows else [0, 0]
    for old, new, shape in rows:
        text_output.write(out, f"{old:{widths[0]}}  ->  {new:{widths[1]}}  {shape}")
    for note in result["notes"]:
        text_output.write(out, f"{'Would be ' if conversion.dry_run else ''}{note}" if note[:7] == "written" else note)
    if not conversion.dry_run:
        text_output.write(out, f"{shown_path(conversion.target)} is written; {conversion.source} stays as it is.")
    return 0


def _converted(conversion: Conversion, progress: Any) -> dict[str, Any]:
    if conversion.target.exists() and not conversion.dry_run:
        raise Impossible(f"{conversion.target} exists already: nothing is ever overwritten")
    if not conversion.source.exists():
        raise Impossible(f"{conversion.source} does not exist")
    model = _place(conversion.model, "--model", "class")
    job = {
        **model,
        "in": os.path.abspath(conversion.source),
        "out": os.path.abspath(conversion.target),
        "inputs": list(conversion.inputs),
        "keywords": dict(_assigned(field) for field in conversion.fields),
        "tx": _place(conversion.tx, "--tx", "name") if conversion.tx else None,
        "optimizer": conversion.optimizer,
        "states": optimizer_states(),
        "before": _names_before(conversion) if conversion.before else None,
        "dry_run": conversion.dry_run,
        "form": conversion.form,
    }
    python = conversion.python or environment(NEW, progress)
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "job.json", Path(folder) / "result.json"
        asked.write_text(json.dumps(job), encoding="utf-8")
        try:
            drive(python, "checkpoint_driver", [asked, told], _path(model["file"]))
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
            raise Impossible(internal_error(" ".join(str(error).split())[-600:])) from None
        result: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    if "error" in result:
        raise Impossible(result["error"])
    return result


def _place(text: str, option: str, what: str) -> dict[str, str]:
    """The file, its module and the name in `FILE:NAME`. Raises Impossible."""
    file, colon, name = text.rpartition(":")
    if not colon or not name.strip():
        raise Impossible(f"{option} is FILE:{'CLASS' if what == 'class' else 'NAME'}, not `{text}`")
    path = Path(os.path.abspath(file))
    if not path.is_file():
        raise Impossible(f"{file} is no file")
    module, folder = path.stem, path.parent
    while (folder / "__init__.py").exists() and folder.parent != folder:
        module, folder = f"{folder.name}.{module}", folder.parent
    in_package = "." in module
    return {
        "file": str(folder if in_package else path),
        "module": module if in_package else "",
        "shown": file,
        what: name.strip(),
    }


def _path(place: str) -> list[Path]:
    """Where what the file imports may lie: beside it, and at the root of its code base."""
    folder = Path(place) if Path(place).is_dir() else Path(place).parent
    root = project_root(folder)
    return [folder, *([root] if root is not None and root != folder else [])]


def _assigned(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip().isidentifier():
        raise Impossible(f"--field is NAME=VALUE, as in features=10, not `{text}`")
    return name.strip(), value


def _names_before(conversion: Conversion) -> dict[str, list[str]]:
    """The names that each class gives by hand in the old source. Raises Impossible."""
    file, revision = Path(conversion.model.rpartition(":")[0]), conversion.before
    if revision.startswith("-"):
        raise Impossible(f"`{revision}` is no revision")
    command = ["git", "-C", str(file.absolute().parent), "show", f"{revision}:./{file.name}"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
        text = decode_source(done.stdout)
    except FileNotFoundError:
        raise Impossible("--before needs git") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise Impossible(f"--before: {said[0] if said else 'git gave no reason'}") from None
    except SourceError as error:
        raise Impossible(f"--before: {file} {error}") from None
    return dict(_names(FileAnalysis(Document(text.source))))


def _names(analysis: FileAnalysis) -> Iterator[tuple[str, list[str]]]:
    for _, meaning in analysis.meanings():
        for construct in meaning.constructs:
            if isinstance(construct, ModuleDefinition):
                sources = [creation.name for facts in construct.methods for creation in facts.creations]
                names = [_literal(source) for source in sources if source]
                if all(name is not None for name in names):
                    yield construct.module.name, [name for name in names if name is not None]


def _literal(source: str) -> str | None:
    try:
        value = ast.literal_eval(source)
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, str) else None
