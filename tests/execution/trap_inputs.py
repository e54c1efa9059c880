"""What each pair of traps is run with: the class, its inputs, its arguments by name; or why the pair is not run.

How values are spelled is told in `harness.Case`.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Run:
    """One class of a trap, and what it is called with."""

    cls: str
    inputs: tuple[str, ...]
    keywords: dict[str, str] = field(default_factory=dict)


def run(cls: str, *inputs: str, **keywords: str) -> Run:
    return Run(cls, inputs, keywords)


def ramp(*shape: int) -> str:
    """An array spelled in Python, for where it stands inside a dictionary or a list."""
    numpy = "__import__('numpy')"
    return f"{numpy}.sin({numpy}.arange({numpy}.prod({shape}), dtype='float32')).reshape({shape})"


RUNS: dict[str, list[Run]] = {
    "annotations": [
        run("Net", "f32[2,6]", features="4"),
        run("Net", "f32[2,6]", features="4", act="nn.tanh", mask="jnp.arange(4.0)"),
    ],
    "array_handed_to_a_function": [run("Net", "f32[2,6]", "f32[2,4]")],
    "block_class_as_an_argument": [run("ResNet", "f32[2,8,8,3]"), run("ResNet", "f32[2,8,8,3]", train="False")],
    "choice_of_norms": [run("Block", "f32[3,6]"), run("Block", "f32[3,6]", norm="'layer'")],
    "class_as_class_attribute": [run("Net", "f32[2,6]")],
    "class_attribute_like_a_parameter": [run("Net", "f32[2,6]")],
    "class_out_of_a_factory": [run("Net", "f32[2,6]")],
    "class_out_of_a_function": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", norm="'group'")],
    "classes_in_a_dictionary": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", kind="'b'")],
    "comment_at_the_end": [run("Net", "f32[2,6]")],
    "comment_below_the_end": [run("Net", "f32[2,6]")],
    "comments_between_arguments": [run("Net", "f32[2,6,6,3]")],
    "comments_on_parameters": [run("Net", "f32[2,6,6,3]", act="nn.tanh")],
    "constant_as_default": [run("Net", "f32[2,6]")],
    "crlf": [run("Net", "f32[2,6]", features="4"), run("Net", "f32[2,6]", features="4", widths="[3, 4]")],
    "dropout_and_batch_norm_switch": [
        run("Net", "f32[3,6]", train="True"),
        run("Net", "f32[3,6]", train="False"),
        run("Block", "f32[3,6]", n="2"),
    ],
    "fields_by_position_and_keyword": [run("Net", "f32[2,6]")],
    "imports_in_odd_places": [run("Net", "f32[2,6]")],
    "imports_of_flax_deprecated": [run("Net", "f32[2,6]")],
    "inherited_fields": [run("Outer", "f32[2,6]"), run("Base", "f32[2,6]", use_bias="False"), run("Net", "f32[2,6]")],
    "input_not_first": [run("Net", "f32[2,4]", "f32[2,3]")],
    "inputs_in_a_dictionary": [run("Net", f"dict(image={ramp(2, 5)}, state={ramp(2, 3)})")],
    "inputs_in_a_tuple": [run("Net", "f32[2,6]"), run("Sum", "f32[2,6]", "f32[6]", "f32[2,1]")],
    "key_handed_to_a_function": [run("VAE", "f32[2,6]", "key")],
    "keyword_only_fields": [run("Net", "f32[2,6]"), run("Head", "f32[2,6]", num_classes="2")],
    "keywords_into_an_own_module": [run("Net", "f32[2,6]")],
    "masks_in_a_loop": [run("Flow", "f32[2,4]")],
    "module_level_list_default": [run("MLP", "f32[2,6]"), run("MLP", "f32[2,6]", sizes="[2, 5]")],
    "module_of_known_callers": [run("Net", "i32[2,5]<7")],
    "modules_by_another_name": [run("Net", "f32[2,6]")],
    "modules_handed_to_functions": [run("Net", "f32[2,6]")],
    "modules_in_a_list_default": [run("Net", "f32[2,6]")],
    "modules_in_mappings": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", size="'large'")],
    "modules_in_sequences": [
        run("Reversed", "f32[2,6]"),
        run("Appended", "f32[2,6]", widths="(4, 5)"),
        run("Repeated", "f32[2,6]"),
        run("Paired", "f32[2,6]"),
        run("Sliced", "f32[2,6]"),
    ],
    "modules_in_strings": [run("Net", "f32[2,6]")],
    "modules_on_plain_classes": [run("Net", "f32[2,6]")],
    "mutable_defaults": [run("Net", "f32[2,4]")],
    "name_among_the_arguments": [run("Net", "f32[2,6]")],
    "names_of_results_are_free": [run("Net", "f32[2,6]")],
    "nested_calls_in_a_tree": [run("Net", "f32[2,6]")],
    "nested_class": [run("Net", "f32[2,6]")],
    "odd_layout": [run("Net", "f32[2,6]")],
    "one_liners": [run("Net", "f32[2,3]"), run("Net", "f32[3]"), run("Act", "f32[2,6]")],
    "optional_input": [run("Cross", "f32[2,6]"), run("Cross", "f32[2,6]", "f32[2,4]")],
    "own_name_parameter": [run("Outer", "f32[2,6]")],
    "param_of_a_shape_in_a_variable": [run("AddPositions", "f32[2,5,6]", posemb_init="nn.initializers.ones")],
    "parameter_captured_by_match": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", kind="('narrow', 4)")],
    "parameter_formatted_into_a_name": [run("Net", "f32[2,6]", prefix="'layer'")],
    "parameter_in_f_string": [run("Net", "f32[2,6]", cfg="{'width': 3}")],
    "parameter_nonlocal": [run("Net", "f32[2,6]")],
    "parameter_reassigned": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", features="2", depth="1", act="nn.tanh")],
    "parameter_shadowed": [run("Net", "f32[2,3]")],
    "partial_as_class_attribute": [run("Net", "f32[2,6]")],
    "positions_of_library_modules": [run("Net", "f32[2,6,6,3]")],
    "reserved_names": [run("Net", "f32[2,6]")],
    "self_by_another_name": [run("Net", "f32[2,6]")],
    "star_import": [run("Net", "f32[2,6]")],
    "state_with_a_lambda": [run("Net", "f32[2,4]")],
    "submodules_in_a_comprehension": [run("Net", "f32[2,6]")],
    "submodules_in_nested_functions": [run("Net", "f32[2,6]")],
    "tabs": [run("Net", "f32[2,3]"), run("Net", "f32[2,3]", multiples="[1, 2]")],
}

NOT_RUN: dict[str, str] = {
    "half_migrated": "its import is flax.linen already, so flax.nn cannot run it",
    "linen_calls_an_old_class": "its import is flax.linen already, so flax.nn cannot run it",
}
