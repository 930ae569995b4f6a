"""得分的算术 — exact arithmetic of scores: definitions on decimals, and column kernels for whole ranges.

A rule names one of the ``methods``: ``rates``, ``ratio``, ``steps``, ``tiers``; ``totals`` adds up, ``numbers``
says what number stands in a cell. ``columns`` runs a method over ranges: the ``kernels`` and ``ratio_kernel`` decide most rows
in ``blocks``, a ``column`` is what comes of it. ``formulas`` say the same to a spreadsheet.
"""
