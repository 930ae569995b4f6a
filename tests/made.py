"""Official workbooks of which a test needs one: each is made once a process."""

from __future__ import annotations

from functools import cache

from xlfuncs.making import new

new_form = cache(new.new_form)
