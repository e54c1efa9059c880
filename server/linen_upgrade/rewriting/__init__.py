"""Findings in, minimal text edits out. Knows no rule."""
