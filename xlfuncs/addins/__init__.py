"""插件 — the functions, the official tables and the refresh button inside an office suite.

``calc`` and ``excel`` are the suites. What calls from cells have in common stands in ``core``, what buttons say in
``messages``, what is looked at after an installation in ``health``; ``commands`` are those of the command line.
"""
