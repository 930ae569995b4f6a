"""lxml — as much of it as xlfuncs uses, on the standard library: see `etree`."""
