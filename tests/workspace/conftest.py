"""The workspace is data here: its own tests want the Flax of 2020."""

collect_ignore = ["research", "cases"]
