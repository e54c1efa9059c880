"""Files of requirements on the command line: what is found in them, and when `fix` raises their pins."""

from __future__ import annotations

import json

import pytest

from linen_upgrade.flax_api import versions

from .conftest import NEW, OLD, Run, Write

PINNED = b"flax==0.3.4\njax==0.2.9\n"
RAISED = b"flax==0.12.8\njax==0.10.2\n"
WAITING = b"from flax import nn\n\nmodel = nn.Model(None, {})\n"
"""Training code: nothing rewrites it whole."""


def today(name: str) -> str:
    release = versions.release(name)
    assert release is not None
    return release.today


def findings(result: object) -> list[tuple[str, int, str]]:
    told = json.loads(result.text)  # type: ignore[attr-defined]
    return [(f["path"], f["range"]["start"]["line"], f["applicability"]) for f in told if f["code"] == "LIN003"]


def test_the_run_that_upgrades_the_last_code_raises_the_pins(call: Run, write: Write) -> None:
    paths = [write("pyproject.toml", b""), write("net.py"), write("requirements/base.txt", PINNED)]
    result = call("fix", ".")
    assert result.code == 0, result.text
    assert [path.read_bytes() for path in paths[1:]] == [NEW, RAISED]
    assert "requirements/base.txt: 2 × LIN003" in result.text
    assert call("check", ".").code == 0
    assert call("fix", ".").text == "Nothing to upgrade.\n"


def test_check_says_beforehand_that_they_will_be(call: Run, write: Write) -> None:
    write("net.py")
    write("requirements.txt", PINNED)
    result = call("check", "--output-format", "json", ".")
    assert findings(result) == [("requirements.txt", 0, "safe"), ("requirements.txt", 1, "safe")]


def test_pins_stay_while_code_needs_them(call: Run, write: Write) -> None:
    write("net.py")
    write("train.py", WAITING)
    path = write("requirements.txt", PINNED)
    result = call("fix", ".")
    assert path.read_bytes() == PINNED
    assert "train.py still has pre-Linen Flax" in result.text
    assert call("fix", "--unsafe-fixes", ".").code == 0
    assert path.read_bytes() == RAISED


@pytest.mark.parametrize(
    ("old", "kept"),
    [(b"features=8):", b"features=8):  # noqa: LIN101"), (b"nn.Dense(x, features)", b"nn.Dense(x, features)  # noqa")],
)
def test_pins_stay_while_code_is_kept_old_on_purpose(call: Run, write: Write, old: bytes, kept: bytes) -> None:
    write("net.py", OLD.replace(old, kept))
    path = write("requirements.txt", PINNED)
    result = call("fix", ".")
    assert path.read_bytes() == PINNED
    assert "net.py still has pre-Linen Flax" in result.text


def test_pins_stay_while_code_is_ignored(call: Run, write: Write) -> None:
    write("pyproject.toml", b"[tool.linen-upgrade]\nper-file-ignores = {'net.py' = ['LIN1']}\n")
    write("net.py")
    path = write("requirements.txt", PINNED)
    call("fix", ".")
    assert path.read_bytes() == PINNED


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("requirements.txt", "net.py still has pre-Linen Flax"),
        ("net.py", "old versions are still asked for: requirements.txt (line 1, 2)"),
    ],
)
def test_a_file_alone_waits_for_the_others_of_its_code_base(call: Run, write: Write, name: str, told: str) -> None:
    write("pyproject.toml", b"")
    write("net.py")
    path = write("requirements.txt", PINNED)
    result = call("fix", name)
    assert path.read_bytes() == PINNED
    assert told in result.text + result.err.decode()


def test_raising_pins_of_code_that_is_linen_wants_a_review(call: Run, write: Write) -> None:
    write("net.py", NEW)
    path = write("requirements.txt", PINNED)
    result = call("fix", ".")
    assert result.code == 1
    assert "no code here has pre-Linen Flax" in result.text
    assert path.read_bytes() == PINNED
    assert call("fix", "--unsafe-fixes", ".").code == 0
    assert path.read_bytes() == RAISED


@pytest.mark.parametrize(
    "content",
    [
        b"jax==0.2.9\nnumpy==1.19.5\ntorch==1.8.1\n",
        b"flax\njax==0.2.9\n",
        b"flax==0.6.3\njax==0.4.1\n",
        b"flax>=0.3.4\n",
        b"flax==0.12.8\njax==0.10.2\n",
        b"flax ==\n",
        b"# flax==0.3.4\n",
        b"flax==0.3.4; python_version < '3.8'\n-r base.txt\n-e .\n",
    ],
)
def test_what_is_not_of_the_old_world_is_left_alone(call: Run, write: Write, content: bytes) -> None:
    write("net.py", NEW)
    path = write("requirements.txt", content)
    assert call("check", ".").text == "Nothing to upgrade in 1 file.\n"
    assert call("fix", "--unsafe-fixes", ".").code == 0
    assert path.read_bytes() == content


def test_a_pin_of_a_later_flax_counts_beside_old_code(call: Run, write: Write) -> None:
    write("net.py")
    path = write("requirements.txt", b"flax==0.6.3\n")
    assert call("fix", ".").code == 0
    assert path.read_bytes() == b"flax==0.12.8\n"


def test_pins_count_everywhere_if_asked_for_by_their_code(call: Run, write: Write) -> None:
    write("net.py", NEW)
    write("requirements.txt", b"jax==0.2.9\n")
    assert findings(call("check", "--select", "LIN", "--output-format", "json", ".")) == []
    shown = findings(call("check", "--select", "LIN003", "--output-format", "json", "."))
    assert shown == [("requirements.txt", 0, "unsafe")]


def test_a_comment_keeps_a_pin(call: Run, write: Write) -> None:
    write("net.py")
    path = write("requirements.txt", b"flax==0.3.4  # why # noqa: LIN003\njax==0.2.9 # noqa: F401\n")
    assert call("fix", ".").code == 0
    assert path.read_bytes() == b"flax==0.3.4  # why # noqa: LIN003\njax==0.10.2 # noqa: F401\n"


def test_line_ends_and_a_missing_last_one_stay(call: Run, write: Write) -> None:
    write("net.py", b"import optax\n" + OLD)
    path = write("constraints.txt", b"\xef\xbb\xbf-c x.txt\r\njax==0.2.9\r\nFlax==0.3.4")
    assert call("fix", ".").code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf-c x.txt\r\njax==0.10.2\r\nFlax==0.12.8\r\noptax==0.2.8"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"flax>=0.3,<0.4 # x\n", b"flax>=0.12.8,<0.13 # x\noptax>=0.2.8,<0.3\n"),
        (b"flax==0.3.4\noptax\n", b"flax==0.12.8\noptax\n"),
        (b"flax==0.3.4\noptax==0.0.9\n", b"flax==0.12.8\noptax==0.2.8\n"),
        (b"jax==0.2.9\n", b"jax==0.10.2\n"),
        (b"jax==0.2.9", b"jax==0.10.2"),
    ],
)
def test_optax_is_asked_for_where_code_imports_it(call: Run, write: Write, before: bytes, after: bytes) -> None:
    write("net.py", b"import optax\n" + OLD)
    path = write("requirements.txt", before)
    assert call("fix", ".").code == 0
    assert path.read_bytes() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("flax~=0.3.4", "flax~=0.12.8"),
        ("flax == 0.3.*", "flax == 0.12.*"),
        ("flax===0.3.4", "flax===0.12.8"),
        ("flax <0.4, >=0.3, !=0.3.1", "flax <0.13, >=0.12.8"),
        ("flax<=0.3.6", "flax>=0.12.8,<0.13"),
        ("flax (>0.3,<=0.3.6)", "flax (>=0.12.8,<0.13)"),
        ("flax[testing]==0.3.4;python_version>='3.6'", "flax[testing]==0.12.8;python_version>='3.6'"),
        ("FLAX==0.3.4 \\\n  --config-settings=x=y", "FLAX==0.12.8 \\\n  --config-settings=x=y"),
    ],
)
def test_a_requirement_is_as_exact_and_as_open_as_it_was(call: Run, write: Write, before: str, after: str) -> None:
    write("net.py")
    path = write("requirements.txt", before.encode())
    assert call("fix", ".").code == 0
    assert path.read_text() == after
    assert call("check", ".").code == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("flax==0.3.4 --hash=sha256:00", "hashes"),
        ("flax @ git+https://github.com/google/flax@v0.3.4", "ask for the release"),
        ("git+https://github.com/google/flax.git@v0.3.4#egg=flax", "ask for the release"),
    ],
)
def test_what_needs_more_than_a_version_says_what_to_do(call: Run, write: Write, line: str, reason: str) -> None:
    path = write("requirements.txt", f"{line}\n".encode())
    result = call("fix", "--unsafe-fixes", ".")
    assert result.code == 1
    assert reason in result.text
    assert path.read_text() == f"{line}\n"


@pytest.mark.parametrize(
    ("line", "reason"), [("jax[cuda110]==0.2.9", "no extra `cuda110`"), ("jaxlib==0.1.60+cuda110", "accelerator")]
)
def test_a_choice_of_accelerator_wants_a_review(call: Run, write: Write, line: str, reason: str) -> None:
    write("net.py")
    write("requirements.txt", f"flax==0.3.4\n{line}\n".encode())
    result = call("fix", ".")
    assert result.code == 1
    assert reason in result.text


def test_lock_files_and_other_texts_are_never_touched(call: Run, write: Write) -> None:
    write("net.py")
    names = ("poetry.lock", "uv.lock", "Pipfile.lock", "notes.txt", "requirements.lock", "docs/readme.txt")
    paths = [write(name, PINNED) for name in names]
    assert call("fix", ".").code == 0
    assert {path.read_bytes() for path in paths} == {PINNED}


def test_a_file_that_cannot_be_read_is_no_failure_of_a_walk(call: Run, write: Write) -> None:
    write("net.py", NEW)
    write("requirements.txt", "flax==0.3.4\n".encode("utf-16"))
    assert call("check", ".").code == 0
    assert call("check", "requirements.txt").code == 2


def test_versions_are_those_of_the_environment_that_runs_linen(call: Run) -> None:
    from importlib.resources import files

    text = files("linen_upgrade.proof").joinpath("requirements-new.txt").read_text()
    frozen = {line.partition("==")[0].lower().replace("_", "-"): line.partition("==")[2] for line in text.splitlines()}
    known = versions.facts("versions")["packages"]
    assert {name: fact["today"] for name, fact in known.items()} == {name: frozen[name] for name in known}


BESIDE_FLAX = [
    (
        "pyproject.toml",
        '[project]\ndependencies = ["flax==0.3.4", "x"] # c\n',
        '[project]\ndependencies = ["optax==0.2.8", "flax==0.12.8", "x"] # c\n',
    ),
    (
        "pyproject.toml",
        "[dependency-groups]\r\nrun = [\r\n  'flax<0.4', # c\r\n]\r\n",
        "[dependency-groups]\r\nrun = [\r\n  'optax>=0.2.8,<0.3',\r\n  'flax>=0.12.8,<0.13', # c\r\n]\r\n",
    ),
    (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nflax = "^0.3.4"\njax = {version = "~0.2"}\n',
        '[tool.poetry.dependencies]\noptax = "^0.2.8"\nflax = "^0.12.8"\njax = {version = "~0.10"}\n',
    ),
    (
        "pyproject.toml",
        '[tool.poetry.group.run.dependencies.flax]\nversion = "0.3.4" # c\n',
        '[tool.poetry.group.run.dependencies.flax]\nversion = "0.12.8" # c\n',
    ),
    (
        "setup.cfg",
        "[options]\ninstall-requires =\n  flax==0.3.4 # c\n  jax\n",
        "[options]\ninstall-requires =\n  flax==0.12.8 # c\n  optax==0.2.8\n  jax\n",
    ),
    (
        "setup.cfg",
        "[options]\npython_requires = ==3.7.*\n[options.extras_require]\nx = flax<0.4\n",
        "[options]\npython_requires = ==3.11.*\n[options.extras_require]\nx = flax>=0.12.8,<0.13\n",
    ),
    (
        "setup.py",
        "import setuptools\nN = 'x'\nsetuptools.setup(install_requires=[N, 'flax==0.3.4'])  # c\n",
        "import setuptools\nN = 'x'\nsetuptools.setup(install_requires=[N, 'optax==0.2.8', 'flax==0.12.8'])  # c\n",
    ),
    (
        "setup.py",
        "from setuptools import setup\nREQUIRED = [\n"
        '    "flax==0.3.4",  # c\n]\nsetup(install_requires=REQUIRED + ["x"])\n',
        "from setuptools import setup\nREQUIRED = [\n"
        '    "optax==0.2.8",\n    "flax==0.12.8",  # c\n]\nsetup(install_requires=REQUIRED + ["x"])\n',
    ),
    (
        "environment.yml",
        "dependencies:\n- pip\n- pip:\n  - flax==0.3.4 # c\n",
        "dependencies:\n- pip\n- pip:\n  - flax==0.12.8 # c\n  - optax==0.2.8\n",
    ),
]


@pytest.mark.parametrize(("name", "before", "after"), BESIDE_FLAX)
def test_every_kind_of_file_is_raised_and_gets_optax(
    call: Run, write: Write, name: str, before: str, after: str
) -> None:
    write("net.py", b"import optax\n" + OLD)
    path = write(name, before.encode())
    result = call("fix", ".")
    assert path.read_bytes().decode() == after
    assert result.code == 0, result.text
    assert call("fix", ".").text == "Nothing to upgrade.\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.py", "def setup(x):\n  return x\n\nsetup(['flax==0.3.4'])\nNAMES = ['flax==0.3.4']\n"),
        ("setup.cfg", "[options\nflax==0.3.4\n"),
        ("setup.cfg", "[flake8]\ninstall_requires =\n  flax==0.3.4\n"),
        ("pyproject.toml", "[project]\nname = 'x'\n# flax==0.3.4\nkeywords = ['flax==0.3.4']\n"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nflax = "*"\npython = "^3.7"\n'),
        ("environment.yml", "channels: [flax=0.3]\ndependencies:\n  - flax\n  - jax>=0.2\n  - numpy[version='<2']\n"),
        ("packages.yml", "dependencies:\n  - flax=0.3\n"),
    ],
)
def test_only_requirements_are_read(call: Run, write: Write, name: str, content: str) -> None:
    write("net.py")
    path = write(name, content.encode())
    call("fix", "--unsafe-fixes", ".")
    assert path.read_text() == content


def test_conda_packages_want_a_review(call: Run, write: Write) -> None:
    write("net.py")
    path = write("environment-gpu.yaml", b"dependencies:\n  - c::flax=0.3.4=py_0 # c\n  - 'jax >=0.2,<0.3'\n")
    result = call("fix", ".")
    assert result.code == 1
    assert "channels" in result.text
    assert call("fix", "--unsafe-fixes", ".").code == 0
    assert path.read_bytes() == b"dependencies:\n  - c::flax=0.12.8 # c\n  - 'jax >=0.10.2,<0.11'\n"
