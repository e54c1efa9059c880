"""The README's table of rules is what the rules say of themselves."""

from __future__ import annotations

from pathlib import Path

from linen_upgrade.rules import RULES

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- rules: checked by tests/rules/test_readme.py -->\n", "<!-- end of rules -->"


def table() -> str:
    rows = [f"| [{r.code}](server/linen_upgrade/rules/{page(r)}) | {r.name} | {r.summary} |\n" for r in RULES]
    return "| code | name | finds |\n| --- | --- | --- |\n" + "".join(rows)


def page(rule: object) -> str:
    return f"{type(rule).__module__.rpartition('.')[2]}.md"


def test_the_table_of_rules_is_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)] == table()


def test_every_page_of_the_table_is_there() -> None:
    for rule in RULES:
        assert (README.parent / "server" / "linen_upgrade" / "rules" / page(rule)).is_file()
