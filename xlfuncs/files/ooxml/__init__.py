"""无损改写 .xlsx — the zip, its small parts as trees, its sheets as bytes changed in place."""
