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
    "typing_name_taken": [run("Net", "f32[2,6]", width="3")],
    "partial_in_a_class_method": [run("Net", "f32[2,6]", width="3")],
    "carry_by_the_class": [run("Net", "f32[2,6]")],
    "cell_over_two_carries": [run("Net", "f32[2,6]", "f32[2,6]", "f32[2,5]")],
    "classes_unpacked": [run("Net", "f32[2,6]")],
    "blocks_of_one_call": [run("Net", "f32[4,5]"), run("SMALL", "f32[4,5]", train="False")],
    "annotations": [
        run("Net", "f32[2,6]", features="4"),
        run("Net", "f32[2,6]", features="4", act="nn.tanh", mask="jnp.arange(4.0)"),
    ],
    "any_arguments_handed_on": [run("Outer", "f32[2,6]")],
    "any_inputs_handed_on": [run("Net", "f32[2,6]", "f32[2,6]")],
    "apply_of_a_base": [run("Net", "f32[2,6]"), run("Wide", "f32[2,6]", features="2")],
    "array_as_default": [run("Net", "f32[2,4]"), run("Net", "f32[2,4]", mean="2.0")],
    "array_handed_to_a_function": [run("Net", "f32[2,6]", "f32[2,4]")],
    "attention_with_dropout": [run("Net", "f32[2,5,4]"), run("Net", "f32[2,5,4]", train="False")],
    "base_that_raises": [run("Net", "f32[2,4]"), run("Res", "f32[2,4]", features="4", act="nn.tanh")],
    "block_class_as_an_argument": [run("ResNet", "f32[2,8,8,3]"), run("ResNet", "f32[2,8,8,3]", train="False")],
    "choice_in_the_call": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", general="True")],
    "call_of_a_class_with_parameters": [
        run("Net", "f32[2,6]", f"dict(kernel={ramp(6, 3)}, bias={ramp(3)})"),
    ],
    "carries_of_cells": [
        run("Net", "f32[2,5]"),
        run("Net", "f32[2,5]", hidden="3"),
        run("Video", "f32[2,6,6,3]"),
        run("Own", "f32[2,5]"),
    ],
    "cell_as_an_argument": [run("Net", "f32[2,5]"), run("Encoder", "f32[2,5]", hidden="3")],
    "checkpoints_of_modules": [run("Net", "f32[2,6]")],
    "choice_of_norms": [run("Block", "f32[3,6]"), run("Block", "f32[3,6]", norm="'layer'")],
    "class_as_class_attribute": [run("Net", "f32[2,6]")],
    "class_attribute_like_a_parameter": [run("Net", "f32[2,6]")],
    "class_out_of_a_factory": [run("Net", "f32[2,6]")],
    "class_out_of_a_function": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", norm="'group'")],
    "classes_in_a_dictionary": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", kind="'b'")],
    "comment_at_the_end": [run("Net", "f32[2,6]")],
    "comment_below_a_docstring": [run("Net", "f32[2,6]")],
    "comment_below_the_end": [run("Net", "f32[2,6]")],
    "comments_between_arguments": [run("Net", "f32[2,6,6,3]")],
    "comments_on_parameters": [run("Net", "f32[2,6,6,3]", act="nn.tanh")],
    "constant_as_default": [run("Net", "f32[2,6]")],
    "crlf": [run("Net", "f32[2,6]", features="4"), run("Net", "f32[2,6]", features="4", widths="[3, 4]")],
    "default_behind_or": [run("Net", "f32[2,6,6,3]"), run("Outer", "f32[2,4,4,3]")],
    "dict_parameter_read": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", config="{'width': 3, 'extra': 2}")],
    "dropout_and_batch_norm_switch": [
        run("Net", "f32[3,6]", train="True"),
        run("Net", "f32[3,6]", train="False"),
        run("Block", "f32[3,6]", n="2"),
    ],
    "factors_that_may_be_missing": [
        run("Net", "f32[2,6]", "i32[2]<4"),
        run("Net", "f32[2,6]", "i32[2]<4", scale="2.0", shift="jnp.arange(3.0)"),
    ],
    "fields_by_position_and_keyword": [run("Net", "f32[2,6]")],
    "functools_partial_of_a_module": [run("Net", "f32[2,6,6,3]")],
    "half_precision": [run("Net", "f32[2,6]")],
    "imports_in_odd_places": [run("Net", "f32[2,6]")],
    "imports_of_flax_deprecated": [run("Net", "f32[2,6]")],
    "inherited_fields": [run("Outer", "f32[2,6]"), run("Base", "f32[2,6]", use_bias="False"), run("Net", "f32[2,6]")],
    "inner_call_in_a_setting": [run("Net", "f32[2,6]")],
    "input_not_first": [run("Net", "f32[2,4]", "f32[2,3]")],
    "inputs_in_a_dictionary": [run("Net", f"dict(image={ramp(2, 5)}, state={ramp(2, 3)})")],
    "inputs_in_a_tuple": [run("Net", "f32[2,6]"), run("Sum", "f32[2,6]", "f32[6]", "f32[2,1]")],
    "key_handed_to_a_function": [run("VAE", "f32[2,6]", "key")],
    "keyword_only_fields": [run("Net", "f32[2,6]"), run("Head", "f32[2,6]", num_classes="2")],
    "keywords_into_an_own_module": [run("Net", "f32[2,6]")],
    "layer_under_checkpoint": [run("Net", "f32[2,6]")],
    "layer_under_vmap": [run("Net", "f32[2,6]")],
    "lambdas_that_make_layers": [run("Net", "f32[2,6]")],
    "layers_in_a_reduce": [run("Net", "f32[2,6]")],
    "layers_under_conditions": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", deep="False", kind="'b'")],
    "list_as_class_attribute": [run("Net", "f32[2,6]")],
    "list_or_tuple": [
        run("Net", "f32[2,6]"),
        run("Net", "f32[2,6]", hidden="[3, 4]"),
        run("Net", "f32[2,6]", hidden="3"),
    ],
    "list_parameter_copied": [run("Net", "f32[2,6]")],
    "masks_in_a_loop": [run("Flow", "f32[2,4]")],
    "methods_of_today_as_parameters": [run("Net", "f32[2,6]")],
    "mixin": [run("Other", "f32[2,6]")],
    "module_method_alone": [run("Net", "f32[2,6]")],
    "module_method_autoencoder": [run("Both", "f32[2,6]", "f32[2,4]")],
    "module_method_automatic_names": [run("Net", "f32[2,6]")],
    "module_method_in_branches": [
        run("Net", "f32[2,6]", "i32[2,5]<7"),
        run("Net", "f32[2,6]", "i32[2,5]<7", deep="False"),
    ],
    "module_method_in_odd_places": [run("Net", "f32[2,6]")],
    "module_method_inherited": [run("Net", "f32[2,6]")],
    "module_method_param_and_state": [run("Net", "f32[2,6]")],
    "module_method_parameters": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", train="False")],
    "module_level_list_default": [run("MLP", "f32[2,6]"), run("MLP", "f32[2,6]", sizes="[2, 5]")],
    "module_that_calls_itself": [run("Tree", "f32[2,6]", depth="2")],
    "module_of_known_callers": [run("Net", "i32[2,5]<7")],
    "module_called_by_hand": [run("Hand", "f32[2,6]"), run("Top", "f32[2,6]")],
    "module_function_by_another_name": [run("Net", "f32[2,6]")],
    "module_functions": [
        run("Net", "f32[2,6]"),
        run("mlp", "f32[2,6]", width="5"),
        run("head", "f32[2,6]", classes="3"),
        run("scaled", "f32[2,6]"),
    ],
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
    "names_of_annotations": [run("Net", "f32[2,6]")],
    "names_of_results_are_free": [run("Net", "f32[2,6]")],
    "names_of_types": [run("Net", "f32[2,6]")],
    "nested_calls_in_a_tree": [run("Net", "f32[2,6]")],
    "nested_class": [run("Net", "f32[2,6]")],
    "norms_over_integers": [run("Net", "i32[3,6]<10")],
    "odd_layout": [run("Net", "f32[2,6]")],
    "one_liners": [run("Net", "f32[2,3]"), run("Net", "f32[3]"), run("Act", "f32[2,6]")],
    "optional_input": [run("Cross", "f32[2,6]"), run("Cross", "f32[2,6]", "f32[2,4]")],
    "own_name_parameter": [run("Outer", "f32[2,6]")],
    "padding_mask_of_both": [run("Net", "f32[2,5,4]", "bool[2,5,1]")],
    "padding_mask_of_the_keys": [run("Cross", "f32[2,5,4]", "f32[2,3,4]", "bool[2,3,1]")],
    "padding_masks_of_queries_and_keys": [run("Net", "f32[2,5,4]", "f32[2,3,4]", "bool[2,5,1]", "bool[2,3,1]")],
    "param_of_a_shape_in_a_variable": [run("AddPositions", "f32[2,5,6]", posemb_init="nn.initializers.ones")],
    "parameter_captured_by_match": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", kind="('narrow', 4)")],
    "parameter_deleted": [run("Net", "f32[2,6]", features="3")],
    "parameter_formatted_into_a_name": [run("Net", "f32[2,6]", prefix="'layer'")],
    "parameter_in_a_decorator": [run("Net", "f32[2,6]")],
    "parameter_in_f_string": [run("Net", "f32[2,6]", cfg="{'width': 3}")],
    "parameter_like_a_method": [run("Net", "f32[2,6]")],
    "parameter_nonlocal": [run("Net", "f32[2,6]")],
    "parameter_reassigned": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", features="2", depth="1", act="nn.tanh")],
    "parameter_shadowed": [run("Net", "f32[2,3]")],
    "partial_as_class_attribute": [run("Net", "f32[2,6]")],
    "positions_of_library_modules": [run("Net", "f32[2,6,6,3]")],
    "reserved_names": [run("Net", "f32[2,6]")],
    "segmentation": [run("Net", "f32[2,5,4]", "i32[2,5,1]<3")],
    "self_by_another_name": [run("Net", "f32[2,6]")],
    "shared_called_twice": [run("Net", "f32[2,6]")],
    "shared_embedding": [run("Net", "i32[2,5]<7")],
    "shared_fields_at_calls": [run("Net", "f32[2,3]"), run("Net", "f32[2,3]", use_bias="False")],
    "shared_flag_differs": [run("Net", "f32[2,6]")],
    "shared_in_loops": [run("Net", "f32[2,3]")],
    "shared_norm": [run("Net", "f32[5,6]"), run("Net", "f32[5,6]", train="False")],
    "shared_out_of_functions": [run("Net", "f32[2,6]")],
    "shared_partial": [run("Net", "f32[2,6]")],
    "shared_without_names": [run("Net", "f32[2,6]"), run("Net", "f32[2,6]", wide="False")],
    "scans_over_modules": [run("Net", "f32[2,5,3]")],
    "star_import": [run("Net", "f32[2,6]")],
    "state_by_keyword": [run("Net", "f32[2,6]")],
    "state_with_a_lambda": [run("Net", "f32[2,4]")],
    "submodules_in_a_comprehension": [run("Net", "f32[2,6]")],
    "submodules_in_nested_functions": [run("Net", "f32[2,6]")],
    "subclass_of_a_module_function": [run("Outer", "f32[2,6]"), run("Same", "f32[2,6]"), run("Net", "f32[2,6]")],
    "submodule_in_scan": [run("Net", "f32[2,4]")],
    "super_apply": [
        run("Net", "f32[2,6]"),
        run("Same", "f32[2,6]", features="5"),
        run("Constant", "f32[2,6]"),
        run("Explicit", "f32[2,6]"),
        run("Grandchild", "f32[2,6]", features="2"),
    ],
    "tabs": [run("Net", "f32[2,3]"), run("Net", "f32[2,3]", multiples="[1, 2]")],
    "transposed_convolution": [run("Net", "f32[2,4,4,3]")],
    "tuple_parameter_added_to": [run("Net", "f32[2,6]")],
    "two_bases": [run("Outer", "f32[2,6]")],
    "used_as_arrays": [
        run("Lookup", "f32[4,6]", "True", "i32[5]<4", "f32[6,3]", "i32[5]<3", "(1, 2)"),
        run("Mixed", "f32[4,6]", "f32[6,3]", "i32[2]<4", "f32[3]"),
        run("Step", "f32[4,2]", "f32[4,1]", "f32[3]", "f32[4,5]"),
        run("Chosen", "f32[4,6]", "2", "i32[4,2]<6", "bool[4,2]"),
    ],
    "transforms_without_modules": [run("Net", "f32[2,6]")],
}

NOT_RUN: dict[str, str] = {
    "checkpoint_in_a_loop": "its parameters are shared or not, as the version of JAX has it",
    "scan_over_a_class": "the old world runs it on the parameters that it saw first, whatever it is given",
    "half_migrated": "its import is flax.linen already, so flax.nn cannot run it",
    "linen_calls_an_old_class": "its import is flax.linen already, so flax.nn cannot run it",
}
