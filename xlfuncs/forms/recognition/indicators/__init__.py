"""指标 — the rows of an indicator block, and how each is to be scored."""
