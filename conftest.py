"""What pytest must leave alone below the package itself."""

import xlfuncs  # noqa: F401  # before any test imports openpyxl: it tells it how to spell

collect_ignore = [  # for the office's own Python: they import uno
    "xlfuncs/addins/calc/component.py",
    "xlfuncs/addins/calc/view.py",
    "xlfuncs/addins/calc/entry.py",
]
