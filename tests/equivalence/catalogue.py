"""Everything that the suite runs: built-in modules, functions, and what old modules were written with."""

from __future__ import annotations

from .builtin_cases import builtin_cases
from .cases import Equivalence
from .construct_cases import construct_cases
from .function_cases import function_cases

CASES: list[Equivalence] = [*builtin_cases(), *function_cases(), *construct_cases()]
BY_LABEL = {case.label: case for case in CASES}
