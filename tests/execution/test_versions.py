"""What requirements are raised to is what the environment that runs Linen has, and what its packages ask for."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from linen_upgrade.flax_api.files import facts
from linen_upgrade.flax_api.versions import release

from .command_line import linen_upgrade

METADATA = """
import importlib.metadata, json
found = {d.metadata["Name"]: d for d in importlib.metadata.distributions()}
print(json.dumps({
    name: [d.version, d.requires or [], d.metadata["Requires-Python"], d.metadata.get_all("Provides-Extra") or []]
    for name, d in found.items()
}))
"""
OF_2020 = """\
flax==0.3.4
jax>=0.2,<0.3
jaxlib~=0.1.60
numpy==1.19.5
scipy<1.6
absl-py
"""


def installed(python: Path) -> dict[str, list[object]]:
    """Of each package in an environment: its version, what it asks for, for which Pythons, and its extras."""
    done = subprocess.run([python, "-c", METADATA], capture_output=True, text=True, check=True)
    return {canonicalize_name(name): told for name, told in json.loads(done.stdout).items()}


def asked_for(packages: dict[str, list[object]], name: str) -> list[SpecifierSet]:
    """What the packages of the environment ask of one of them."""
    asked = [Requirement(text) for _, texts, _, _ in packages.values() for text in texts]  # type: ignore[attr-defined]
    return [a.specifier for a in asked if canonicalize_name(a.name) == name and not a.marker]


def test_needs_are_what_todays_packages_ask_for(new_python: Path) -> None:
    packages = installed(new_python)
    for name, fact in facts("versions")["packages"].items():
        assert packages[name][0] == fact["today"], name
        (need,) = SpecifierSet(fact["needs"])
        lowest = [s.version for known in asked_for(packages, name) for s in known if s.operator == ">="]
        # Nothing asks for a version of Flax, and Flax for none of optax: there it is the series that was checked.
        if name in ("flax", "optax"):
            assert need.contains(fact["today"])
        else:
            assert need.version == max(lowest, key=lambda v: tuple(map(int, v.split(".")))), name


def test_pythons_and_extras_are_those_of_the_packages(new_python: Path) -> None:
    packages = installed(new_python)
    python = release("python")
    assert python is not None
    assert packages["flax"][2] == python.needs
    for name, extras in facts("versions")["extras"].items():
        assert packages[name][3] == extras


def test_requirements_of_2020_become_ones_that_the_environment_meets(tmp_path: Path, new_python: Path) -> None:
    (tmp_path / "net.py").write_text("import optax\nfrom flax import nn\n\n\nclass Net(nn.Module):\n  pass\n")
    path = tmp_path / "requirements.txt"
    path.write_text(OF_2020)
    linen_upgrade("fix", ".", cwd=tmp_path)
    packages = installed(new_python)
    raised = [Requirement(line) for line in path.read_text().splitlines()]
    assert [r.name for r in raised] == ["flax", "optax", "jax", "jaxlib", "numpy", "scipy", "absl-py"]
    for requirement in raised:
        assert requirement.specifier.contains(str(packages[requirement.name][0])), requirement
