"""`linen-upgrade rules` and `linen-upgrade explain`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from linen_upgrade.analysis import explanation
from linen_upgrade.cli import text_output
from linen_upgrade.cli.json_output import rules_json
from linen_upgrade.project.codes import unknown_rule
from linen_upgrade.rules import RULES, Rule
from linen_upgrade.rules import rule as rule_of
from linen_upgrade.rules.page import FILES, read_page

_FENCE = re.compile(rf"```(?P<language>{'|'.join(FILES)}) (?P<words>.+)")


def list_rules(output_format: str) -> None:
    """Print the table of the rules."""
    out = text_output.console()
    if output_format == "json":
        text_output.write(out, rules_json(_row(r) for r in RULES))
        return
    rows = [("CODE", "NAME", "FIX", "FINDS"), *((r.code, r.name, _fix(r), r.summary) for r in RULES)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        text_output.write(out, "  ".join(cells).rstrip())


def explain(name: str) -> None:
    """Print a rule's page; ends with wrong use for an unknown name."""
    try:
        page = "\n".join(_readable(explanation(rule_of(name))))
    except KeyError:
        text_output.problem(text_output.console(stderr=True), unknown_rule(name, {r.code: r.name for r in RULES}))
        sys.exit(2)
    out = text_output.console()
    if out.is_terminal:
        from rich.markdown import Markdown

        out.print(Markdown(page), soft_wrap=False)
    else:
        text_output.write(out, page)


def _row(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "severity": rule.severity.value,
        "fix": _fix(rule),
        "url": rule.url,
    }


def _fix(rule: Rule) -> str:
    """The best fix that a rule has, `safe`, `unsafe` or `none`, as the examples of its page show it."""
    fixed = [example for example in read_page(rule.page).examples if example.after is not None]
    return "none" if not fixed else "unsafe" if all(example.unsafe for example in fixed) else "safe"


def _readable(page: str) -> Iterator[str]:
    """The lines of a page, with words over each example in place of the marks that tests read."""
    unsafe = False
    for line in page.rstrip("\n").splitlines():
        fence = _FENCE.fullmatch(line)
        if fence is None:
            yield line
            continue
        words = fence["words"].split()
        unsafe = "unsafe" in words or (unsafe and words[0] == "after")
        if words[0] == "after":
            yield "After, with `--unsafe-fixes`:" if unsafe else "After:"
        elif words[0] == "untouched":
            yield "Left alone:"
        else:
            yield "Before, and for you to change:" if "manual" in words else "Before:"
        yield from ("", f"```{fence['language']}")
