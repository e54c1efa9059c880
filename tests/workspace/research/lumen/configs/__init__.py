"""Hyperparameters of what we ran."""
