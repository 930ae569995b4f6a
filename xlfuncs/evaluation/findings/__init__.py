"""核对发现 — what there is to say about a table, and why."""
