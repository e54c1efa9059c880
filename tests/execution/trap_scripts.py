"""Traps that are run as whole scripts, each with the variable whose numbers are compared at its end."""

SCRIPTS = {
    "training_agent": "result",
    "training_by_keyword": "result",
    "training_class_is_linen": "losses",
    "training_comments": "losses",
    "training_definition_chosen": "result",
    "training_definitions_in_dict": "result",
    "training_in_a_class": "result",
    "training_loss_at_top_level": "losses",
    "training_made_and_rebound": "result",
    "training_made_twice": "result",
    "training_made_by_an_heir": "result",
    "training_model_of_the_file": "result",
    "training_models_in_dict": "result",
    "training_models_mapped": "result",
    "training_names_hidden": "result",
    "training_partial_and_class": "result",
    "training_pmap": "result",
    "training_script": "losses",
    "training_step_as_array": "result",
    "training_two_local_losses": "losses",
}
