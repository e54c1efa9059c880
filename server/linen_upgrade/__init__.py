"""Upgrade pre-Linen Flax code (`flax.nn`, 2020) to Flax Linen: one engine for the editor and the terminal."""

__version__ = "0.1.0"
