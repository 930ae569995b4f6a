"""评价 — a table and a rule become scores, and what there is to say about them.

``content`` is what a table says, ``figures`` its targets and results, ``result`` what evaluating it gives; ``evaluate`` goes
through it. ``choose_rule`` says which rule judges it, ``score_items`` scores its rows, ``score_item`` one of them,
``sections`` adds them up. How a row may be meant stands in ``readings``, what speaks against its numbers in ``doubts``, what a
result counts in ``things``, what has no share in ``kept_or_not``; units that only one of target and result says in ``of_each``;
what a table's own standard says in ``step_texts`` and ``tier_texts``; what names and headings say in ``row_words``. The checks
are in ``findings``.
"""
