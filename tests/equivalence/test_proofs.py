"""Every fact that a rule rewrites by names the case that shows it. Those of flax.optim follow their rules."""

from __future__ import annotations

import pytest

from linen_upgrade import flax_api
from linen_upgrade.flax_api import BuiltinModule
from linen_upgrade.rules import RULES

from .builtin_cases import SETTINGS
from .catalogue import BY_LABEL

CODES = {rule.code for rule in RULES}


def rewritten() -> list[str]:
    """The old names that some rule knows what to make of."""
    found = []
    for path in flax_api.names():
        fact = flax_api.name(path)
        assert fact is not None
        if path.startswith("flax.nn") and fact.replacement is not None and CODES & set(fact.rules):
            found.append(path)
    return found


def builtin(name: str) -> BuiltinModule:
    fact = flax_api.module(name) or flax_api.function(name)
    assert fact is not None
    return fact


def test_there_are_facts() -> None:
    assert len(rewritten()) > 80


@pytest.mark.parametrize("path", rewritten())
def test_an_old_name_has_its_case(path: str) -> None:
    fact = flax_api.name(path)
    assert fact is not None
    assert fact.proof in BY_LABEL
    case, name = BY_LABEL[fact.proof], path.removeprefix("flax.nn.")
    assert case.name == name or name.rpartition(".")[2] in case.source, "its case has to use it"


@pytest.mark.parametrize(
    ("name", "parameter"), [(name, parameter.name) for name in SETTINGS for parameter in builtin(name).parameters]
)
def test_an_argument_has_its_case(name: str, parameter: str) -> None:
    fact = builtin(name).parameter(parameter)
    assert fact is not None
    assert fact.proof in BY_LABEL
    case = BY_LABEL[fact.proof]
    assert case.name == name
    assert fact.required or f"{parameter}=" in case.arguments, "its case has to give it"


def test_every_module_and_function_has_its_case() -> None:
    names = [*flax_api.modules(), *(name for name in SETTINGS if flax_api.function(name) is not None)]
    assert [name for name in names if builtin(name).proof != f"{name}: defaults"] == []
