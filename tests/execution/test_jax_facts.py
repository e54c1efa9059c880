"""Old names of JAX and NumPy are gone, what takes their place is there, and where both were, they did the same."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from linen_upgrade.flax_api.files import facts
from linen_upgrade.flax_api.jax_names import gone

FACTS = facts("jax")
FIND = """
import builtins, importlib, json, sys, warnings
warnings.simplefilter('ignore')

def find(path):
    parts = path.lstrip('-').split('.')
    if len(parts) == 1 or parts[0].isdigit():
        return getattr(builtins, path, 0.0)
    value = importlib.import_module(parts[0])
    for count, part in enumerate(parts[1:], 2):
        if not hasattr(value, part):
            importlib.import_module('.'.join(parts[:count]))
        value = getattr(value, part)
    return value

def there(path):
    try:
        find(path)
    except (AttributeError, ImportError):
        return False
    return True
"""


def run(python: Path, script: str, paths: Sequence[object]) -> object:
    command = [str(python), "-c", FIND + script, json.dumps(list(paths))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


LIST = "print(json.dumps([path for path in json.loads(sys.argv[1]) if there(path)]))"


def test_names_that_are_called_gone_are_gone(new_python: Path) -> None:
    listed = [*FACTS["modules"], *FACTS["moved"], *FACTS["updates"], *FACTS["gone"], *FACTS["private"]]
    assert run(new_python, LIST, listed) == []


def test_names_that_take_their_place_are_there(new_python: Path) -> None:
    listed = sorted({*FACTS["modules"].values(), *FACTS["moved"].values()})
    assert run(new_python, LIST, listed) == listed


def test_members_of_a_moved_module_are_there_or_known_to_be_gone(old_python: Path, new_python: Path) -> None:
    modules = [module for module in FACTS["modules"] if module != "jax.linear_util"]
    script = """
print(json.dumps([
    f'{path}.{name}' for path in json.loads(sys.argv[1]) if there(path) for name, value in vars(find(path)).items()
    if not name.startswith('_') and getattr(value, '__module__', '') == path
]))
"""
    members = run(old_python, script, modules)
    assert isinstance(members, list)
    for member in members:
        home = next(module for module in modules if member.startswith(f"{module}."))
        today = member.replace(home, FACTS["modules"][home], 1)
        known = {*FACTS["moved"], *FACTS["gone"], *FACTS["private"], *FACTS["updates"]}
        assert today in known or run(new_python, LIST, [today]) == [today], member


def test_keywords_are_spelled_as_the_facts_say(old_python: Path, new_python: Path) -> None:
    script = """
import inspect
print(json.dumps([[n for n, p in inspect.signature(find(path)).parameters.items() if p.kind.name != 'POSITIONAL_ONLY']
                  for path in json.loads(sys.argv[1])]))
"""
    paths = sorted(FACTS["keywords"])
    before, after = run(old_python, script, paths), run(new_python, script, paths)
    assert isinstance(before, list)
    assert isinstance(after, list)
    for path, old, new in zip(paths, before, after, strict=True):
        for keyword, today in FACTS["keywords"][path].items():
            assert keyword in old, (path, keyword)
            assert keyword not in new, (path, keyword)
            assert not today or today in new, (path, today)


def test_methods_for_updates_are_there(new_python: Path) -> None:
    script = """
import jax.numpy as jnp
print(json.dumps([hasattr(jnp.zeros(3).at[0], name) for name in json.loads(sys.argv[1])]))
"""
    assert run(new_python, script, sorted(FACTS["updates"].values())) == [True] * len(FACTS["updates"])


def test_where_both_names_were_they_did_the_same(old_python: Path) -> None:
    """The JAX and the NumPy of the old environment have many of the old names still, some of today's already."""
    script = """
import inspect
import numpy as np
x = np.array([[1.5, -2.5, 0.5], [3.5, 4.5, -1.5]], np.float32)
same = {}
for old, new in json.loads(sys.argv[1]):
    if not (there(old) and there(new)):
        continue
    first, second = find(old), find(new)
    if new == 'jax.Array':  # the one class that all of these became
        continue
    if new.startswith('-'):
        second = -second
    same[old] = first is second or first == second or (first != first and second != second)
    if not same[old] and callable(first) and not isinstance(first, type):
        try:
            same[old] = repr(first(x)) == repr(second(x))
        except (TypeError, AttributeError):  # it takes something else than an array
            same[old] = inspect.signature(first) == inspect.signature(second) and first.__doc__ == second.__doc__
print(json.dumps(same))
"""
    found = run(old_python, script, list(FACTS["moved"].items()))
    assert isinstance(found, dict)
    assert len(found) > 25
    assert {old: how for old, how in found.items() if how is not True} == {}


PUBLIC = (
    *("jax", "jax.dtypes", "jax.flatten_util", "jax.image", "jax.lax", "jax.nn", "jax.nn.initializers", "jax.numpy"),
    *("jax.numpy.fft", "jax.numpy.linalg", "jax.ops", "jax.profiler", "jax.random", "jax.scipy.linalg"),
    *("jax.scipy.special", "jax.scipy.stats", "jax.tree_util", "jax.util", "jax.lib.xla_bridge"),
    *("jax.example_libraries.optimizers", "jax.example_libraries.stax", "jax.experimental.ode", "numpy"),
    *("flax", "flax.core", "flax.jax_utils", "flax.serialization", "flax.struct", "flax.traverse_util"),
    *("flax.training.common_utils", "flax.training.lr_schedule", "flax.training.early_stopping"),
)
"""Modules whose names code of 2020 takes from the packages themselves."""
LATER = {
    # Public in the JAX of the old environment, of 2023, but in none of those that flax.nn was written for.
    *("jax.clear_backends", "jax.custom_transpose", "jax.enable_custom_vjp_by_custom_transpose", "jax.spmd_mode"),
    *("jax.random.default_prng_impl", "jax.random.rbg_key", "jax.random.threefry2x32_key"),
    *("jax.random.unsafe_rbg_key", "jax.tree_util.AttributeKeyPathEntry", "jax.tree_util.GetitemKeyPathEntry"),
    "jax.tree_util.register_keypaths",
    "flax.core.trace_level",  # for Flax alone
}


def test_every_public_name_that_is_gone_is_known(old_python: Path, new_python: Path) -> None:
    """Compared, not remembered: what the old environment's packages have and today's lack."""
    script = """
import types
found = []
for home in json.loads(sys.argv[1]):
    module = importlib.import_module(home)
    for name, value in vars(module).items():
        from_home = getattr(value, '__module__', None) or home
        own = from_home.partition('.')[0] == home.partition('.')[0] and not isinstance(value, types.ModuleType)
        # What others are imported for, and the constants of NumPy's C code, is no module's to give.
        own = own and not (home == 'numpy' and name.isupper()) and 'tree_util' not in from_home.replace(home, '')
        if not name.startswith('_') and own:
            found.append(f'{home}.{name}')
print(json.dumps(found))
"""
    old = run(old_python, script, PUBLIC)
    assert isinstance(old, list)
    assert len(old) > 1500
    there = run(new_python, LIST, old)
    assert isinstance(there, list)
    lacking = sorted(set(old) - set(there) - LATER)
    # The names of a module that is gone go with it.
    assert [path for path in lacking if gone(path) is None and gone(path.rpartition(".")[0]) is None] == []
