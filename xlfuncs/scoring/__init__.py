"""得分的算术 — exact arithmetic of scores: definitions on decimals, and column kernels for whole ranges.

No file, no workbook, no legal number: every number of a rule is an argument. ``methods.METHODS`` is the
closed set of methods a rule may name; ``columns`` (the only part that needs numpy) runs one over a column.
"""
