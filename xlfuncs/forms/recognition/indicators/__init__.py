"""指标 — the rows of an indicator block, and how each is to be scored.

``indicators`` is a whole block, with the parts of its results, of ``indicator_rows`` with ``parents`` and parts, ``subtotals``
and a total among them; ``level_points`` are those of its outer levels, and what rows are worth by shares of these. Of a row
``goal_cells`` reads target and result, ``own_goals`` those of our own forms, ``shared_points`` what it has together with
others, or heads; ``scoring_inputs`` says how it is scored, by ``own_standards`` where it states what a miss costs,
``directions`` which result is the good one, by the row's columns or by notes.
"""
