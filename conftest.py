"""What pytest must leave alone below the package itself."""

collect_ignore = ["xlfuncs/addins/calc/component.py"]  # for the office's own Python: it imports uno
