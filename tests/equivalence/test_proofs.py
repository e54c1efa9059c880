"""Every fact that a rule rewrites by names the case that shows it. Those of flax.optim follow their rules.

What belongs to training code is shown by a script on a rule's page, which is run in both worlds as well.
"""

from __future__ import annotations

import pytest

from linen_upgrade import flax_api
from linen_upgrade.flax_api import BuiltinModule
from linen_upgrade.rules import RULES
from linen_upgrade.rules.page import read_page

from .builtin_cases import SETTINGS
from .catalogue import BY_LABEL

CODES = {rule.code for rule in RULES}
SCRIPTS = {
    f"{rule.code}: {example.title}": example.before
    for rule in RULES
    for example in read_page(rule.page).examples
    if example.script
}
BY_HAND = ("flax.nn.Collection.mutate", "flax.nn.Collection.retrieve", "flax.nn.Collection.store")
"""Names of which the rule says what to do, and which no fix rewrites."""
WRITTEN = {"__call__": "model("}
"""How a name is used that nobody writes."""


def rewritten() -> list[str]:
    """The old names that some rule knows what to make of."""
    found = []
    for path in flax_api.names():
        fact = flax_api.name(path)
        assert fact is not None
        known = path.startswith("flax.nn") and fact.replacement is not None and CODES & set(fact.rules)
        if known and path not in BY_HAND:
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
    name = path.removeprefix("flax.nn.")
    last = name.rpartition(".")[2]
    if fact.proof in SCRIPTS:
        assert fact.proof.partition(":")[0] in fact.rules
        assert WRITTEN.get(last, last) in SCRIPTS[fact.proof], "its script has to use it"
        return
    assert fact.proof in BY_LABEL
    case = BY_LABEL[fact.proof]
    assert case.name == name or last in case.source, "its case has to use it"


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
