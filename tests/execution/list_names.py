"""Prints, as JSON, the public names of the packages given: functions, classes and modules, by dotted path.

Runs in either world. A name that a package only has because it imports it from elsewhere (`jnp`, `functools`) is none
of its own and is left out.
"""

import importlib
import inspect
import json
import sys


def own(package, name, value):
    """Whether a name is the package's to give."""
    if name.startswith("_"):
        return False
    if inspect.ismodule(value):
        return value.__name__.startswith(package.__name__.partition(".")[0])
    return callable(value) or not isinstance(value, (int, float, str))


found = []
for path in sys.argv[1:]:
    package = importlib.import_module(path)
    found += [f"{path}.{name}" for name, value in vars(package).items() if own(package, name, value)]
print(json.dumps(sorted(found)))
