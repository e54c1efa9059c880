"""`linen-upgrade rules` and `linen-upgrade explain`."""

from __future__ import annotations

import sys

from linen_upgrade.analysis import explanation
from linen_upgrade.cli import text_output
from linen_upgrade.cli.json_output import rules_json
from linen_upgrade.project.codes import unknown_code
from linen_upgrade.rules import RULES, codes
from linen_upgrade.rules import rule as rule_of


def list_rules(output_format: str) -> None:
    """Print the table of the rules."""
    out = text_output.console()
    if output_format == "json":
        rows = [{"code": r.code, "name": r.name, "summary": r.summary, "severity": r.severity.value, "url": r.url} for r in RULES]
        text_output.write(out, rules_json(rows))
        return
    width = max(len(r.name) for r in RULES)
    for r in RULES:
        text_output.write(out, f"{r.code}  {r.name:{width}}  {r.summary}")


def explain(name: str) -> None:
    """Print a rule's page; ends with wrong use for an unknown name."""
    try:
        page = explanation(rule_of(name))
    except KeyError:
        errors = text_output.console(stderr=True)
        names = [*codes(), *(r.name for r in RULES)]
        text_output.problem(errors, unknown_code(name, names) or f"there is no rule {name}")
        sys.exit(2)
    out = text_output.console()
    if out.is_terminal:
        from rich.markdown import Markdown

        out.print(Markdown(page), soft_wrap=False)
    else:
        text_output.write(out, page.rstrip("\n"))
