"""替代的库 — what the page puts in the place of libraries that are compiled and not to be had for a browser: lxml."""
