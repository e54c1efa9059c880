"""The names that facts speak of are the names that both worlds have."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

from linen_upgrade import flax_api
from linen_upgrade.flax_api.optimizers import moved, optimizer, optimizers

LIST_NAMES = Path(__file__).with_name("list_names.py")
NOT_OURS = {"annotations", "Any", "Callable", "Iterable", "Optional", "Sequence", "Tuple", "Union"}
"""What packages import from `typing` and `__future__`."""


def names(python: Path, *packages: str) -> set[str]:
    """The public names of packages in one world."""
    done = subprocess.run([python, LIST_NAMES, *packages], capture_output=True, text=True, check=True)
    return {path for path in json.loads(done.stdout) if path.rpartition(".")[2] not in NOT_OURS}


def test_every_old_name_is_known(old_python: Path) -> None:
    unknown = {path for path in names(old_python, "flax.nn", "flax.optim") if flax_api.name(path) is None}
    assert unknown == set()


def test_every_known_name_is_an_old_one(old_python: Path) -> None:
    real = names(old_python, "flax.nn", "flax.optim")
    known = {path for path in flax_api.names() if path.count(".") == 2}
    assert known - real == set()


def test_linen_has_what_the_facts_say(new_python: Path) -> None:
    real = {path.rpartition(".")[2] for path in names(new_python, "flax.linen")}
    for path in flax_api.names():
        package, _, name = path.rpartition(".")
        if package == "flax.nn":
            assert flax_api.linen_has(name) == (name in real), name


def test_submodules_are_where_the_facts_say(old_python: Path, new_python: Path) -> None:
    script = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
    today = {path: flax_api.submodule_today(path) for path in flax_api.old_submodules()}
    subprocess.run([old_python, "-c", script, *today], check=True)
    subprocess.run([new_python, "-c", script, *(f"flax.linen.{name}" for name in today.values() if name)], check=True)
    gone = [path.rpartition(".")[2] for path, name in today.items() if name is None]
    listing = (
        "import json, pkgutil, flax.linen as nn; print(json.dumps([m.name for m in pkgutil.iter_modules(nn.__path__)]))"
    )
    done = subprocess.run([new_python, "-c", listing], capture_output=True, text=True, check=True)
    assert not set(gone) & set(json.loads(done.stdout))


def test_what_moved_out_of_the_optimizers_is_where_the_facts_say(old_python: Path, new_python: Path) -> None:
    today = {path: moved(path) for path in flax_api.names() if moved(path)}
    assert today
    script = "import pkgutil, sys; [pkgutil.resolve_name(path) for path in sys.argv[1:]]"
    for python, paths in ((old_python, today.keys()), (new_python, today.values())):
        dotted = [":".join(path.rsplit(".", 1)) for path in paths]
        subprocess.run([python, "-c", script, *dotted], check=True)


def test_no_field_may_have_a_name_that_a_linen_module_owns(new_python: Path) -> None:
    script = """
import ast
import json
from flax import linen as nn
class Empty(nn.Module):
  pass
print(json.dumps([name for name in dir(Empty()) if not name.startswith('__')]))
"""
    done = subprocess.run([new_python, "-c", script], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) <= flax_api.RESERVED_NAMES


def test_library_modules_take_today_what_the_facts_say(new_python: Path) -> None:
    script = """
import dataclasses, inspect, json, sys
from flax import linen as nn
facts = {}
for name in sys.argv[1:]:
    cls = getattr(nn, name)
    fields = [f.name for f in dataclasses.fields(cls) if f.init and f.name not in ('parent', 'name')]
    facts[name] = [fields, list(inspect.signature(cls.__call__).parameters)[1:]]
print(json.dumps(facts))
"""
    modules = [module for name in flax_api.modules() if (module := flax_api.module(name)) is not None]
    today = sorted({module.new_name for module in modules})
    done = subprocess.run([new_python, "-c", script, *today], capture_output=True, text=True, check=True)
    real = json.loads(done.stdout)
    for module in modules:
        fields, call = real[module.new_name]
        assert list(module.new_fields) == fields, module.name
        for parameter in module.parameters:
            if parameter.role in ("input", "mask"):
                assert parameter.new_name in call, (module.name, parameter.name)
            elif parameter.role == "field":
                assert parameter.new_name in fields, (module.name, parameter.name)


def test_optimizers_take_what_the_facts_say(old_python: Path) -> None:
    """Every class, every hyper-parameter, in the order and with the default of the old package."""
    script = """
import inspect, json, sys
from flax import optim
found = {}
for name in dir(optim):
    cls = getattr(optim, name)
    if isinstance(cls, type) and issubclass(cls, optim.OptimizerDef) and cls is not optim.OptimizerDef:
        taken = list(inspect.signature(cls.__init__).parameters.values())[1:]
        found[name] = [
            [p.name, None if p.default is p.empty else getattr(p.default, '__name__', p.default)]
            for p in taken if p.kind is not p.VAR_POSITIONAL
        ]
print(json.dumps(found))
"""
    done = subprocess.run([old_python, "-c", script], capture_output=True, text=True, check=True)
    real = json.loads(done.stdout)
    known = {name: made for name in optimizers() if (made := optimizer(name)) is not None}
    assert known.keys() == real.keys()
    for name, facts in known.items():
        said = [[each.name, as_value(each.default)] for each in facts.parameters]
        assert said == real[name], name


def as_value(default: str | None) -> object:
    """A default as the facts spell it, `jnp.float32` by its bare name."""
    if default is None:
        return None
    return default.removeprefix("jnp.") if default.startswith("jnp.") else ast.literal_eval(default)
