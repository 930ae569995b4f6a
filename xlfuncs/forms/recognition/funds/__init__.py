"""资金 — the amounts: budgets, what was spent of them, rates.

``execution`` is the block of amounts, ``amounts`` those of one row, ``amount_rows`` the total and its parts, whichever way
these are told apart, ``earning`` which of them earn points, ``earned`` what, where no heading says it, ``detail_sums``
whether they add up, below the total or in columns beside it, ``balances`` what follows from them: what is left, what was
changed, rates that are not of the execution; ``amounts_beside`` are amounts that stand beside labels, ``points_beside`` what
they earned, ``amounts_said`` those of a sentence, which of several is the budget, and those whose labels nobody knows,
``basics`` those of a sheet of their own and the rates that are compared.
"""
