"""Each layer knows the ones above it in DESIGN.md's list and no other; files stay short; every rule has its page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import linen_upgrade
from linen_upgrade.rules import RULES

PACKAGE = Path(linen_upgrade.__file__).parent
LAYERS = ("document", "flax_api", "meaning", "project", "rewriting", "rules", "analysis", "proof", "lsp", "cli")
ENDS = ("lsp", "cli")
"""They may import from everything, and nobody from them (the command line starts the server)."""
FILES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in FILES]


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported anywhere, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def violations(path: str, source: str) -> list[str]:
    """Imports that lead from a layer to one below it."""
    layer = path.partition("/")[0]
    if layer not in LAYERS:
        return []
    found = []
    for name in imported(ast.parse(source)):
        package, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if package != "linen_upgrade" or other not in LAYERS or other == layer:
            continue
        starts_server = (layer, other) == ("cli", "lsp")
        if (other in ENDS and not starts_server) or (LAYERS.index(other) > LAYERS.index(layer) and layer not in ENDS):
            found.append(name)
    return found


def test_every_folder_is_a_layer() -> None:
    folders = {path.parent.relative_to(PACKAGE).parts[:1] for path in FILES}
    assert {part for parts in folders for part in parts} == set(LAYERS)


@pytest.mark.parametrize(("path", "name"), list(zip(FILES, NAMES, strict=True)), ids=NAMES)
def test_imports_lead_up_the_list(path: Path, name: str) -> None:
    assert violations(Path(name).as_posix(), path.read_text(encoding="utf-8")) == []


def test_a_wrong_import_would_be_seen() -> None:
    assert violations("meaning/x.py", "from linen_upgrade.rules import rule") == ["linen_upgrade.rules.rule"]
    assert violations("rules/x.py", "def f():\n  import linen_upgrade.analysis.live") == ["linen_upgrade.analysis.live"]
    assert violations("lsp/x.py", "from linen_upgrade import cli") == ["linen_upgrade.cli"]
    assert violations("analysis/x.py", "from linen_upgrade.lsp import uris") == ["linen_upgrade.lsp.uris"]
    assert violations("cli/x.py", "from linen_upgrade.lsp import serve\nfrom linen_upgrade.document import Span") == []


@pytest.mark.parametrize(("path", "name"), list(zip(FILES, NAMES, strict=True)), ids=NAMES)
def test_a_file_is_read_in_one_sitting(path: Path, name: str) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    with_rule = {type(rule).__module__.rpartition(".")[2] for rule in RULES}
    assert with_rule == {path.stem for path in (PACKAGE / "rules").glob("*.md")}
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_begins_with_its_rule(rule: linen_upgrade.rules.Rule) -> None:
    assert rule.page.startswith(f"# {rule.code} {rule.name}\n")


@pytest.mark.parametrize(
    "name", [n for n in NAMES if Path(n).parts[0] in ("document", "flax_api", "meaning", "project")]
)
def test_the_live_layers_do_not_name_libcst_or_jedi(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    assert not {module.partition(".")[0] for module in imported(tree)} & {"libcst", "jedi"}
