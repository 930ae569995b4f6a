"""TOML — by tomli, compiled, where it is installed: a quarter of the time; else by the reader taken from it into Python."""

from __future__ import annotations

try:
    from tomli import TOMLDecodeError, loads
except ImportError:  # in an office suite, in a browser
    from tomllib import TOMLDecodeError, loads  # type: ignore[assignment]

__all__ = ["TOMLDecodeError", "loads"]
