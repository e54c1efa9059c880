"""`linen-upgrade checkpoint`."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linen_upgrade.analysis import FileAnalysis, given_names
from linen_upgrade.analysis.failures import internal_error
from linen_upgrade.cli import text_output
from linen_upgrade.cli.targets import Target, named_values, target
from linen_upgrade.cli.text_output import printable, shown_path
from linen_upgrade.cli.verify_sides import Impossible, at_revision, on_disk
from linen_upgrade.document import Document
from linen_upgrade.flax_api.optimizers import optimizer_states
from linen_upgrade.project.revisions import RevisionError
from linen_upgrade.project.source_files import SourceError, decode_source
from linen_upgrade.proof.environments import NEW, MissingError, Progress, environment, python_path
from linen_upgrade.proof.places import inside
from linen_upgrade.proof.worlds import DriverError, blaming, drive


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
        raise Impossible(f"{conversion.target} exists already, and nothing is ever overwritten: name another OUT")
    if not conversion.source.exists():
        raise Impossible(f"{conversion.source} does not exist: name a checkpoint file, or a folder of such")
    model = target(conversion.model)
    tx = target(conversion.tx, "NAME") if conversion.tx else None
    job = {
        **_where(model),
        "class": model.cls,
        "in": os.path.abspath(conversion.source),
        "out": os.path.abspath(conversion.target),
        "inputs": list(conversion.inputs),
        "keywords": named_values(conversion.fields),
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
        with blaming({NEW: conversion.python}):
            python = conversion.python or environment(NEW, progress)
            drive(python, "checkpoint_driver", [asked, told], python_path())
        result: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    if "error" in result:
        raise Impossible(result["error"])
    return result


def _where(target: Target) -> dict[str, Any]:
    """How a driver imports a file. Raises Impossible."""
    place = on_disk(target).place
    return {"file": str(place.root), "module": place.module, "folders": place.folders, "shown": str(target.path)}


def _names_before(target: Target, revision: str, folder: Path) -> dict[str, list[str]]:
    """The names that each class gives by hand in the old source. Raises Impossible and RevisionError."""
    side = at_revision(target, revision, folder)
    try:
        text = decode_source(inside(side.place.root, side.place.home).read_bytes())
    except SourceError as error:
        raise Impossible(f"--before: {target.path} {error}") from None
    return given_names(FileAnalysis(Document(text.source)))
