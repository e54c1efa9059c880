"""The training program of several files, upgraded from the editor by one code action that is looked at first."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .conftest import Start
from .json_rpc_client import JsonRpcClient, Message, place
from .test_code_actions import ask
from .test_code_base import opened, ready
from .test_many_files import EDITING, UPGRADE, texts

MODELS = """\
from flax import nn


class Net(nn.Module):

  def apply(self, x):
    return nn.Dense(x, 1)
"""
STEPS = """\
import jax
import jax.numpy as jnp


def loss_fn(model, x):
  return jnp.mean(model(x) ** 2)


def train_step(optimizer, x):
  loss, grad = jax.value_and_grad(loss_fn)(optimizer.target, x)
  return optimizer.apply_gradient(grad), loss
"""
TRAIN = """\
from flax import nn
from flax import optim
import jax
import jax.numpy as jnp

import models
import steps


def main():
  _, params = models.Net.init_by_shape(jax.random.PRNGKey(0), [((1, 3), jnp.float32)])
  optimizer = optim.Adam(learning_rate=0.1).create(nn.Model(models.Net, params))
  for _ in range(3):
    optimizer, loss = steps.train_step(optimizer, jnp.ones((2, 3)))
    print(loss)
"""
FILES = {"models.py": MODELS, "steps.py": STEPS, "train.py": TRAIN}
TITLE = "Upgrade this training program"
PLACES = {
    "LIN401": ("train.py", "init_by_shape"),
    "LIN402": ("train.py", "nn.Model"),
    "LIN403": ("steps.py", "model(x)"),
    "LIN501": ("train.py", "Adam("),
    "LIN502": ("train.py", "create("),
    "LIN503": ("steps.py", "apply_gradient"),
    "LIN504": ("steps.py", "target"),
}
"""A finding of each rule, and where it is."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").touch()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def client(start: Start, program: Path) -> JsonRpcClient:
    """A client that has all of it open but for the models."""
    client = opened(start, program, EDITING)
    ready(client)
    for version, name in enumerate(("train.py", "steps.py"), 5):
        client.open((program / name).as_uri(), FILES[name], version=version)
    return client


def offered(client: JsonRpcClient, program: Path, code: str) -> Message:
    """The preferred quick fix at the finding of a code."""
    name, token = PLACES[code]
    before = FILES[name][: FILES[name].index(token)]
    line, character = before.count("\n"), len(before) - before.rfind("\n") - 1
    actions = ask(client, (program / name).as_uri(), place(line, character, character), only=["quickfix"])
    (preferred,) = (action for action in actions if action.get("isPreferred"))
    return preferred


def known(program: Path) -> dict[str, str]:
    return {(program / name).as_uri(): text for name, text in FILES.items()}


def test_every_finding_of_a_program_offers_all_of_it(client: JsonRpcClient, program: Path) -> None:
    actions = {code: offered(client, program, code) for code in PLACES}
    assert {code: action["title"] for code, action in actions.items() if not action["title"].startswith(TITLE)} == {}
    edits = [client.ask("codeAction/resolve", action)["edit"] for action in actions.values()]
    made = [texts(edit, known(program)) for edit in edits]
    assert all(text != made[0][uri] for uri, text in known(program).items()), "it goes through every file"
    assert all(other == made[0] for other in made)
    for text in made[0].values():
        ast.parse(text)


def test_a_program_is_shown_in_every_file_before_it_is_written(client: JsonRpcClient, program: Path) -> None:
    edit = client.ask("codeAction/resolve", offered(client, program, "LIN503"))["edit"]
    versions = {change["textDocument"]["uri"]: change["textDocument"]["version"] for change in edit["documentChanges"]}
    assert versions == dict(zip(known(program), (None, 6, 5), strict=True))
    ((name, annotation),) = edit["changeAnnotations"].items()
    assert annotation["needsConfirmation"]
    assert annotation["label"]
    assert {one["annotationId"] for change in edit["documentChanges"] for one in change["edits"]} == {name}


def test_a_single_program_is_what_upgrading_the_workspace_makes(client: JsonRpcClient, program: Path) -> None:
    alone = client.ask("codeAction/resolve", offered(client, program, "LIN403"))["edit"]
    client.request("workspace/executeCommand", {"command": UPGRADE, "arguments": []})
    whole = client.wait_for("workspace/applyEdit")["edit"]
    assert texts(alone, known(program)) == texts(whole, known(program))


def test_other_fixes_are_not_held_up(client: JsonRpcClient, program: Path) -> None:
    uri = (program / "models.py").as_uri()
    client.open(uri, MODELS)
    actions = ask(client, uri, place(5, 6, 11), only=["quickfix"])
    upgrade = next(action for action in actions if action["title"].startswith("Upgrade class Net"))
    assert "changeAnnotations" not in client.ask("codeAction/resolve", upgrade)["edit"]
