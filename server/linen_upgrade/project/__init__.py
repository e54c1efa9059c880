"""Files of a workspace, and its settings: finding, reading and writing; knows no rule and no syntax tree."""
