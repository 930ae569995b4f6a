"""列 — which column of a block holds what, by its heading and by what stands below it."""
