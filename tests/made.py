"""Official workbooks of which a test needs one, as bytes or to be read: each is made once a process."""

from __future__ import annotations

from functools import cache

from xlfuncs.making import new

new_form = cache(new.new_form)
build = cache(new.build)
