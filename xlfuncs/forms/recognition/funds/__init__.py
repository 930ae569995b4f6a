"""资金 — the amounts: budgets, what was spent of them, rates.

``execution`` is the block of amounts, ``amounts`` those of one row, ``amount_rows`` the total and its parts, whichever way
these are told apart, ``earning`` which of them earn points, ``detail_sums`` whether they add up,
below the total or in columns beside it, ``balances`` what is left of them and what was changed,
``other_rates`` rates that are not of the execution, ``rate_earned`` the points at the end of its line, or of a row below;
``amounts_beside`` are amounts that stand beside labels, ``budget_beside`` which of them is the budget, ``points_beside`` what
they earned, ``amounts_said`` those of a sentence, ``unread`` those whose labels
nobody knows, ``basics`` those of a sheet of their own, ``rate_rows`` rates that are compared.
"""
