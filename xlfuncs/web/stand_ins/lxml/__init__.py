"""lxml — as much of it as xlfuncs uses, on the standard library: ``etree`` with ``elements``, and ``html``."""
