"""LIN501: what an optimizer's definition becomes, and which definitions are left to a person."""

from __future__ import annotations

import ast

import pytest

from linen_upgrade.analysis import FileAnalysis, Fix, file_fix, fixes_at, names_fix
from linen_upgrade.document import Document, apply_edits
from linen_upgrade.flax_api.optimizers import helper_source, optimizer, optimizers
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rewriting.names import NeededImport
from linen_upgrade.rules.optax_form import Handed, Way
from linen_upgrade.rules.optimizer_definition import definition_source, definition_verdict
from linen_upgrade.rules.rule import SAFE

HEAD = "from flax import optim\n"

WRITTEN = {
    "GradientDescent(lr)": "optax.sgd(lr)",
    "Momentum(learning_rate=lr, beta=0.9)": "optax.sgd(lr, momentum=0.9)",
    "Momentum(lr, nesterov=n)": "optax.sgd(lr, nesterov=n, momentum=0.9)",
    "Momentum(lr, weight_decay=0)": "optax.sgd(lr, momentum=0.9)",
    "Momentum(lr, 0.8, w)": "optax.chain(optax.add_decayed_weights(w), optax.sgd(lr, momentum=0.8))",
    "Adam(beta1=0.5, learning_rate=lr)": "optax.adam(b1=0.5, learning_rate=lr)",
    "Adam(lr, weight_decay=0.)": "optax.adam(lr)",
    "Adam(lr, 0.8, weight_decay=1e-4)": "optax.adamw(lr, b1=0.8, weight_decay=1e-4)",
    "RMSProp(lr, centered=True)": "optax.rmsprop(lr, centered=True, eps_in_sqrt=False)",
    "Adadelta(lr, weight_decay=w)": "optax.chain(optax.scale_by_adadelta(), optax.add_decayed_weights(w), "
    "optax.scale_by_learning_rate(lr))",
    "LARS(lr, 0.8)": "optax.lars(lr, momentum=0.8)",
    "LARS(lr, weight_decay=w)": "optax.chain(flax_lars_scale(w), optax.scale_by_learning_rate(lr), "
    "optax.trace(decay=0.9))",
    "LAMB(lr)": "optax.chain(optax.scale_by_adam(eps=1e-6), optax.stateless_with_tree_map(flax_lamb_trust), "
    "optax.scale_by_learning_rate(lr))",
    "Adagrad(lr, 1e-6)": "optax.chain(scale_by_rss_eps_outside(1e-6), optax.scale_by_learning_rate(lr))",
    "Adafactor(lr, True, False)": "optax.adafactor(lr, factored=True, multiply_by_parameter_scale=False)",
    "Adafactor(lr, clipping_threshold=None, epsilon2=w)": "optax.chain(optax.scale_by_factored_rms(), "
    "optax.scale_by_learning_rate(lr, flip_sign=False), optax.scale_by_param_block_rms(w), optax.scale(-1))",
    "WeightNorm(tx, wn_eps=w)": "weight_norm(tx, wn_eps=w)",
    "MultiOptimizer((first, tx), *others)": "multi_optimizer((first, tx), *others)",
}

BY_HAND = {
    "Adam()": "learning rate",
    "Adam(None)": "learning rate",
    "Adam(lr, **others)": "can't be told",
    "Adam(lr, amsgrad=True)": "can't be told",
    "Adafactor(lr, multiply_by_parameter_scale=False, epsilon2=w)": "no place",
    "Momentum(lr,  # so much\n  weight_decay=w)": "comments",
}


def offered(call: str, head: str = HEAD) -> Fix:
    """The fix of the finding on a call."""
    source = f"{head}\n\ndef make(lr, w, n, tx, first, others):\n  return {call}\n"
    analysis = FileAnalysis(Document(source.encode()))
    (found,) = (f for f in analysis.findings() if f.finding.code == "LIN501")
    return next(fix for fix in fixes_at(analysis, found.span) if fix.key.startswith("one:LIN501"))


def after(call: str, head: str = HEAD) -> str:
    """The whole file after that fix."""
    source = f"{head}\n\ndef make(lr, w, n, tx, first, others):\n  return {call}\n"
    return apply_edits(source.encode(), offered(call, head).edits()).decode()


@pytest.mark.parametrize(("old", "new"), WRITTEN.items())
def test_what_it_becomes(old: str, new: str) -> None:
    text = after(f"optim.{old}")
    assert text.endswith(f"\n  return {new}\n")
    ast.parse(text)
    assert ("import optax\n" in text) == ("optax." in text)
    assert ("import jax.numpy as jnp\n" in text) == ("jnp." in text)
    assert ("import jax\n" in text) == ("jax.tree_util" in text)


@pytest.mark.parametrize(("old", "reason"), BY_HAND.items())
def test_what_is_left_to_a_person(old: str, reason: str) -> None:
    fix = offered(f"optim.{old}")
    assert fix.applicability is Applicability.MANUAL
    assert reason in fix.reason


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("import flax\n", "flax.optim.Adam(lr)"),
        ("from flax.optim import Adam\n", "Adam(lr)"),
        ("from flax.optim import Adam as A\n", "A(lr)"),
        ("from flax.optim import adam\n", "adam.Adam(lr)"),
        ("import flax.optim\n", "flax.optim.adam.Adam(lr)"),
        ("from flax import optim as o\n", "o.Adam(lr)"),
        ("import flax.optim as o\n", "o.Adam(lr)"),
    ],
)
def test_every_form_of_import(head: str, call: str) -> None:
    assert after(call, head).endswith("return optax.adam(lr)\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("learning_rate=lr,  # rate\n      weight_decay=0,\n  )", "lr,  # rate\n      momentum=0.9,\n  )"),
        ("learning_rate=lr,  # rate\n  )", "lr,  # rate\n      momentum=0.9,\n  )"),
        ("learning_rate=lr,\n      beta=0.8)", "lr,\n      momentum=0.8)"),
        (
            "learning_rate=lr,  # rate\n      weight_decay=0,\n      beta=0.8,\n  )",
            "lr,  # rate\n      momentum=0.8,\n  )",
        ),
    ],
)
def test_lines_and_comments_stay(old: str, new: str) -> None:
    assert after(f"optim.Momentum(\n      {old}").endswith(f"return optax.sgd(\n      {new}\n")


def test_it_is_unsafe() -> None:
    assert offered("optim.Adam(lr)").applicability is Applicability.UNSAFE
    analysis = FileAnalysis(Document(f"{HEAD}\nopt = optim.Adam(0.1)\n".encode()))
    assert file_fix(analysis, unsafe=False).edits() == []
    assert file_fix(analysis, unsafe=True).fixed == {"LIN002": 1, "LIN501": 1}
    assert names_fix(analysis.workspace).changes() == {}


def test_a_function_is_added_once_and_with_the_names_of_the_file() -> None:
    head = "import jax.numpy as np\nfrom flax import optim\n"
    once = after("optim.Adagrad(lr), optim.Adagrad(w)".partition(",")[0], head)
    assert "np.sqrt(s)" in once
    assert "jnp" not in once
    assert "optim\n" not in once, "the import went with the last use"
    again = once.replace("import jax.numpy as np\n", head).replace(
        "\n\n\ndef make(", "\n\n\ndef other(w):\n  return optim.Adagrad(w)\n\n\ndef make("
    )
    analysis = FileAnalysis(Document(again.encode()))
    (found,) = (f for f in analysis.findings() if f.finding.code == "LIN501")
    fix = next(f for f in fixes_at(analysis, found.span) if f.key.startswith("one:LIN501"))
    text = apply_edits(again.encode(), fix.edits()).decode()
    assert text.count("def scale_by_rss_eps_outside(") == 1
    assert text.count("optax.scale_by_learning_rate(") == 2


def test_a_name_in_use_is_not_taken() -> None:
    fix = offered("optim.LAMB(lr)", f"{HEAD}flax_lamb_trust = 3\n")
    assert fix.applicability is Applicability.MANUAL
    assert "flax_lamb_trust" in fix.reason


def test_every_function_exists() -> None:
    names = {helper for name in optimizers() for form in known_forms(name) for helper in form}
    assert names
    for name in names:
        assert helper_source(name).startswith(f"def {name}(")


SCHEDULE, INJECTED = Handed("learning_rate", Way.SCHEDULE, "lr_fn"), Handed("learning_rate", Way.INJECTED)
HANDED = [
    ("Momentum(beta=0.8)", [SCHEDULE], "optax.sgd(lr_fn, momentum=0.8)"),
    ("Momentum(lr, 0.8)", [SCHEDULE], "optax.sgd(lr_fn, momentum=0.8)"),
    ("Momentum(lr, 0.8)", [Handed("beta", Way.CONSTANT, "0.5")], "optax.sgd(lr, momentum=0.5)"),
    (
        "Adam(lr, weight_decay=w)",
        [INJECTED],
        "optax.inject_hyperparams(lambda learning_rate: optax.adamw(learning_rate, weight_decay=w))(learning_rate=lr)",
    ),
    (
        "Adam(lr)",
        [Handed("weight_decay", Way.SCHEDULE, "wd_fn"), SCHEDULE],
        "optax.inject_hyperparams(lambda weight_decay: optax.adamw(lr_fn, weight_decay=weight_decay))"
        "(weight_decay=wd_fn)",
    ),
    (
        "LARS()",
        [Handed("learning_rate", Way.INJECTED, "1"), Handed("weight_decay", Way.INJECTED)],
        "optax.inject_hyperparams(lambda learning_rate, weight_decay: optax.chain(flax_lars_scale(weight_decay), "
        "optax.scale_by_learning_rate(learning_rate), optax.trace(decay=0.9)))(learning_rate=1.0, weight_decay=0.0)",
    ),
    ("Adafactor(lr)", [Handed("factored", Way.INJECTED)], "optax.adafactor(lr)"),
    (
        "WeightNorm(optim.Adam(beta1=n), wn_decay=w)",
        [SCHEDULE, Handed("wn_decay", Way.CONSTANT, "0.5")],
        "weight_norm(optax.adam(lr_fn, b1=n), wn_decay=0.5)",
    ),
    (
        "MultiOptimizer((first, optim.Adam()), (others, optim.Momentum(lr)))",
        [SCHEDULE],
        "multi_optimizer((first, optax.adam(lr_fn)), (others, optax.sgd(lr_fn, momentum=0.9)))",
    ),
]
UNHANDED = [
    ("Adam(lr)", Handed("beta", Way.CONSTANT, "0.5"), "does not have"),
    ("Adam(lr)", Handed("hyper_params", Way.INJECTED), "at once"),
    ("MultiOptimizer(first, *others)", Handed("hyper_params", Way.INJECTED), "at once"),
    ("Momentum(lr)", Handed("nesterov", Way.SCHEDULE, "n"), "from step to step"),
    ("Adam(lr, eps=0.1 * learning_rate)", INJECTED, "call that something else"),
    ("Adafactor(lr, multiply_by_parameter_scale=n)", Handed("epsilon2", Way.CONSTANT, "0.1"), "no place"),
]


def located(call: str) -> tuple[LocatedFinding, FileContext]:
    """The finding on a call, the outermost one."""
    source = f"{HEAD}\n\ndef make(lr, w, n, first, others):\n  return optim.{call}\n"
    analysis = FileAnalysis(Document(source.encode()))
    file = analysis.workspace.contexts()[analysis.home]
    return min(file.of_code("LIN501"), key=lambda found: found.span.start), file


@pytest.mark.parametrize(("call", "handed", "new"), HANDED)
def test_what_it_becomes_with_what_each_step_hands_over(call: str, handed: list[Handed], new: str) -> None:
    found, file = located(call)
    assert definition_verdict(found, file, handed) == SAFE
    assert definition_source(found, file, handed) == new
    assert NeededImport("optax", None, None) in file.names.needed


@pytest.mark.parametrize(("call", "handed", "reason"), UNHANDED)
def test_what_a_step_can_not_hand_over(call: str, handed: Handed, reason: str) -> None:
    applicability, why = definition_verdict(*located(call), [handed])
    assert applicability is Applicability.MANUAL
    assert reason in why


def known_forms(name: str) -> list[tuple[str, ...]]:
    known = optimizer(name)
    assert known is not None
    return [form.helpers for form in known.forms]
