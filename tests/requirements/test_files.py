"""Which files count as lists of requirements, for the server and for editors."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pathspec import GitIgnoreSpec

from linen_upgrade.project.requirements import GLOBS, requirement_language

CLIENT = Path(__file__).resolve().parents[2] / "vscode-extension" / "src" / "documents.ts"
NAMES = (
    *("requirements.txt", "requirements-dev.txt", "dev_requirements.in", "a/requirements/base.txt", "constraints.txt"),
    *("pyproject.toml", "a/setup.cfg", "environment.yml", "a/environment-gpu.yaml", "conda.yml"),
    *("setup.py", "poetry.lock", "uv.lock", "Pipfile", "notes.txt", "a/tox.ini", "docs/conf.py", "README.md"),
    *("requirements.md", "requirements.lock", "a/requirements/base.py", "my-environment.yml", "requirements.txt.bak"),
)


def expanded(glob: str) -> list[str]:
    """A pattern without braces for each alternative, since .gitignore's language has none."""
    before, brace, rest = glob.partition("{")
    if not brace:
        return [glob]
    alternatives, _, after = rest.partition("}")
    return [f"{before}{alternative}{after}" for alternative in alternatives.split(",")]


@pytest.mark.parametrize("name", NAMES)
def test_editors_are_told_the_same_files(name: str) -> None:
    globs = GitIgnoreSpec.from_lines([pattern for glob in GLOBS for pattern in expanded(glob)])
    assert globs.match_file(name) == (requirement_language(name) is not None)


def test_some_count_and_some_do_not() -> None:
    assert {requirement_language(name) for name in NAMES} == {"requirements", "toml", "cfg", "yaml", None}


def test_the_extension_has_the_same_patterns() -> None:
    text = CLIENT.read_text(encoding="utf-8")
    listed = text.partition("const REQUIREMENTS = ")[2].partition(";")[0]
    assert tuple(ast.literal_eval(listed)) == GLOBS
