"""`linen-upgrade checkpoint`."""

from __future__ import annotations

import ast
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.analysis.failures import internal_error
from linen_upgrade.cli import text_output
from linen_upgrade.cli.text_output import printable, shown_path
from linen_upgrade.cli.verify_sides import Impossible, Target, at_revision, on_disk
from linen_upgrade.document import Document
from linen_upgrade.flax_api.optimizers import optimizer_states
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.project.revisions import RevisionError
from linen_upgrade.project.source_files import SourceError, decode_source
from linen_upgrade.proof.environments import NEW, MissingError, Progress, check_given, environment
from linen_upgrade.proof.places import inside
from linen_upgrade.proof.worlds import DriverError, drive


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


def checkpoint(conversion: Conversion) -> int:
    """Convert one checkpoint and print the table of its paths; gives the exit code."""
    out, errors = text_output.console(), text_output.console(stderr=True)
    try:
        result = _converted(conversion, lambda sentence: text_output.write(errors, sentence))
    except (Impossible, MissingError, RevisionError) as error:
        text_output.problem(errors, str(error))
        return 2
    except DriverError as error:
        text_output.problem(errors, internal_error(error.sentence))
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


def _converted(conversion: Conversion, progress: Progress) -> dict[str, Any]:
    if conversion.target.exists() and not conversion.dry_run:
        raise Impossible(f"{conversion.target} exists already: nothing is ever overwritten")
    if not conversion.source.exists():
        raise Impossible(f"{conversion.source} does not exist")
    model = _target(conversion.model, "--model", "CLASS")
    tx = _target(conversion.tx, "--tx", "NAME") if conversion.tx else None
    job = {
        **_where(model),
        "class": model.cls,
        "in": os.path.abspath(conversion.source),
        "out": os.path.abspath(conversion.target),
        "inputs": list(conversion.inputs),
        "keywords": dict(_assigned(field) for field in conversion.fields),
        "tx": {**_where(tx), "name": tx.cls} if tx is not None else None,
        "optimizer": conversion.optimizer,
        "states": optimizer_states(),
        "before": None,
        "dry_run": conversion.dry_run,
        "form": conversion.form,
    }
    with tempfile.TemporaryDirectory(prefix="linen-upgrade-") as name:
        folder = Path(name).resolve()
        if conversion.before:
            job["before"] = _names_before(model, conversion.before, folder / "revision")
        asked, told = folder / "job.json", folder / "result.json"
        asked.write_text(json.dumps(job), encoding="utf-8")
        path = [Path(part).absolute() for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
        try:
            drive(conversion.python or environment(NEW, progress), "checkpoint_driver", [asked, told], path)
        except DriverError:
            if conversion.python is not None:
                check_given(NEW, conversion.python)
            raise
        result: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    if "error" in result:
        raise Impossible(result["error"])
    return result


def _target(text: str, option: str, what: str) -> Target:
    """`FILE:NAME`. Raises Impossible."""
    file, colon, name = text.rpartition(":")
    if not colon or not name.strip():
        raise Impossible(f"{option} is FILE:{what}, not `{text}`")
    return Target(Path(file), name.strip())


def _where(target: Target) -> dict[str, Any]:
    """How a driver imports a file. Raises Impossible."""
    place = on_disk(target).place
    return {"file": str(place.root), "module": place.module, "folders": place.folders, "shown": str(target.path)}


def _assigned(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip().isidentifier():
        raise Impossible(f"--field is NAME=VALUE, as in features=10, not `{text}`")
    return name.strip(), value


def _names_before(target: Target, revision: str, folder: Path) -> dict[str, list[str]]:
    """The names that each class gives by hand in the old source. Raises Impossible and RevisionError."""
    side = at_revision(target, revision, folder)
    try:
        text = decode_source(inside(side.place.root, side.place.home).read_bytes())
    except SourceError as error:
        raise Impossible(f"--before: {target.path} {error}") from None
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
