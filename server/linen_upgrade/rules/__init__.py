"""The rules, one pattern each: a module with the code, and a page of the same name. See `rule.Rule`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.rewriting.findings import Finding
from linen_upgrade.rules.rule import Rule


def _load() -> tuple[Rule, ...]:
    """Every `Rule` of the modules of this package, by code: adding a pair of files adds a rule."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(sorted((rule() for rule in _concrete(Rule)), key=lambda rule: rule.code))


def _concrete(base: type[Rule]) -> Iterator[type[Rule]]:
    for found in base.__subclasses__():
        if "code" in vars(found):
            yield found
        yield from _concrete(found)


RULES: tuple[Rule, ...] = _load()
_BY_CODE = {rule.code: rule for rule in RULES}
_BY_CONSTRUCT = {kind: tuple(r for r in RULES if kind in r.constructs) for rule in RULES for kind in rule.constructs}


def codes() -> tuple[str, ...]:
    """The codes of all rules, sorted."""
    return tuple(_BY_CODE)


def rule(code: str) -> Rule:
    """The rule of that code or name. Raises KeyError."""
    if code.upper() in _BY_CODE:
        return _BY_CODE[code.upper()]
    return next((r for r in RULES if r.name == code.lower()), None) or _BY_CODE[code]


def has_rule(codes: Iterable[str]) -> bool:
    """Whether there is a rule of one of these codes."""
    return any(code in _BY_CODE for code in codes)


def detect(construct: Construct) -> Iterator[Finding]:
    """What all rules find in one construct."""
    for found in _BY_CONSTRUCT.get(type(construct), ()):
        yield from found.detect(construct)


def only_beside_old_flax(finding: Finding) -> bool:
    """Whether a finding counts only in files that use pre-Linen Flax, unless its rule is selected by code."""
    return _BY_CODE[finding.code].beside_old_flax


def of_the_code_base(finding: Finding) -> bool:
    """Whether a finding counts in any file of a code base that has pre-Linen Flax, and is fixed with the last of it."""
    return _BY_CODE[finding.code].of_the_code_base


__all__ = ["RULES", "Rule", "codes", "detect", "has_rule", "of_the_code_base", "only_beside_old_flax", "rule"]
