"""`linen-upgrade verify`."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from linen_upgrade.cli import text_output
from linen_upgrade.cli.targets import Target, named_values, target
from linen_upgrade.cli.verify_output import Verdict, json_text, print_verdict, refusal
from linen_upgrade.cli.verify_sides import Impossible, Side, at_revision, findings_before, on_disk, upgraded
from linen_upgrade.project.revisions import RevisionError
from linen_upgrade.project.settings import SettingsError
from linen_upgrade.proof.environments import NEW, OLD, MissingError, Progress, python_path
from linen_upgrade.proof.worlds import Case, DriverError, blaming, run_both, worlds

KEYS = 20
"""With so many keys the random draws of a model are made."""


@dataclass(frozen=True)
class VerifyOptions:
    """What to compare, with what, and how."""

    before: Target
    after: Target | None
    revision: str
    inputs: Sequence[str]
    keywords: Mapping[str, str]
    rngs: Sequence[str]
    tolerance: Mapping[str, float]
    unsafe: bool
    as_json: bool
    old_python: Path | None
    new_python: Path | None


def verify(options: VerifyOptions) -> int:
    """Run the old class and the new one and print how they compare; gives the exit code."""
    # Who ends this process (an editor, when its user cancels) ends what it runs too.
    signal.signal(signal.SIGTERM, _interrupted)
    out, errors = text_output.console(), text_output.console(stderr=True)

    def progress(sentence: str) -> None:
        text_output.write(errors, f"{sentence} …")

    with tempfile.TemporaryDirectory(prefix="linen-upgrade-") as name:
        try:
            verdict = _verdict(options, Path(name).resolve(), progress)
        except (Impossible, MissingError, RevisionError, SettingsError, DriverError) as error:
            verdict = refusal(options.before.cls, error)
        if options.as_json:
            text_output.write(out, json_text(verdict))
        else:
            print_verdict(out, errors, verdict)
    return verdict.exit_code


def _verdict(options: VerifyOptions, folder: Path, progress: Progress) -> Verdict:
    before, after = _sides(options, folder)
    both = worlds(options.old_python, options.new_python, progress)
    case = _case(options, before, after)
    with blaming({OLD: options.old_python, NEW: options.new_python}):
        comparison = run_both(both, case, python_path(), progress)
    verdict = Verdict(before, after, comparison.found)
    if verdict.is_different:
        verdict.findings = findings_before(options.before, before)
    return verdict


def _sides(options: VerifyOptions, folder: Path) -> tuple[Side, Side]:
    before, after = options.before, options.after
    old = at_revision(before, options.revision, folder / "revision") if options.revision else on_disk(before)
    if after is None and options.revision:
        return old, on_disk(before)
    if after is None:
        return old, upgraded(before, folder / "upgraded", unsafe=options.unsafe)
    return old, on_disk(after)


def _case(options: VerifyOptions, before: Side, after: Side) -> Case:
    return Case(
        before.place.root,
        after.place.root,
        before.cls,
        tuple(options.inputs),
        options.keywords,
        before.place.module,
        folders=before.place.folders,
        new_cls=after.cls,
        new_module=after.place.module,
        new_folders=after.place.folders,
        rngs=tuple(options.rngs),
        tolerance=options.tolerance,
        jit=True,
        inside=True,
        keys=KEYS,
        forgiving=True,
        stand_in=after.report is not None,
    )


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def options_of(arguments: Mapping[str, Any]) -> VerifyOptions:
    """The options as they are given on the command line. Raises click.UsageError."""
    before = target(arguments["before"])
    return VerifyOptions(
        before=before,
        after=target(arguments["after"], otherwise=before.cls) if arguments["after"] else None,
        revision=arguments["revision"],
        inputs=arguments["inputs"],
        keywords=named_values([*arguments["fields"], *arguments["calls"]]),
        rngs=arguments["rngs"],
        tolerance={"rtol": arguments["rtol"], "atol": arguments["atol"]},
        unsafe=arguments["unsafe_fixes"],
        as_json=arguments["output_format"] == "json",
        old_python=arguments["old_python"],
        new_python=arguments["new_python"],
    )
