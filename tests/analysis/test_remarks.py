"""What no rule rewrites is named, with its lines."""

from __future__ import annotations

import pytest

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.document import Document

NET = """from flax import nn


class Net(nn.Module):
  def apply(self, x, n=3):
    return nn.Dense(x, n)


"""


def remarks(code: str) -> str:
    return "\n".join(FileAnalysis(Document((NET + code).encode())).remarks)


@pytest.mark.parametrize(
    ("code", "mention"),
    [
        ("def run(net, key):\n  return net.init_by_shape(key, [((1, 4), float)])\n", "net.init_by_shape (line 10)"),
        ("def run(net, key, x):\n  return net.init(key, x)\n", "net.init (line 10)"),
        ("def run(net):\n  return net.partial(n=4)\n", "net.partial (line 10)"),
        ("def run(net):\n  return net.shared(name='net')\n", "net.shared (line 10)"),
        ("def run(get, key):\n  return get('net').create_by_shape(key, [])\n", "get('net').create_by_shape (line 10)"),
        ("def run(model, x):\n  return model.truncate_at('/dense')(x)\n", "model.truncate_at (line 10)"),
        ("def run(state):\n  return nn.get_state(state)\n", "nn.get_state (line 10)"),
        (
            "def run(net, x):\n  with nn.capture_module_outputs() as outputs:\n    net(x)\n  return outputs\n",
            "nn.capture_module_outputs (line 10)",
        ),
        ("frames = nn.base._module_stack\n", "nn.base._module_stack (line 9)"),
    ],
)
def test_what_must_follow_is_named(code: str, mention: str) -> None:
    assert mention in remarks(code)


@pytest.mark.parametrize(
    "code",
    [
        "def run(tx, params):\n  return tx.init(params)\n",
        "import functools\ndef run(f):\n  return functools.partial(f, n=4)\n",
        "def run(table, key):\n  return table.partial(key)\n",
        "def run(key):\n  return nn.initializers.he_normal()(key, (2, 2)), nn.linear.default_kernel_init\n",
    ],
)
def test_what_may_stay_is_not(code: str) -> None:
    assert remarks(code) == ""


def test_an_import_beside_no_class_gives_its_own_reason() -> None:
    source = b"from flax import nn\n\n\ndef model(net, params):\n  return nn.Model(net, params)\n"
    analysis = FileAnalysis(Document(source))
    (found,) = (found for found in analysis.findings() if found.finding.code == "LIN001")
    assert analysis.applicability(found)[1] == "Linen has no `nn.Model` (line 5): rewrite that too"
