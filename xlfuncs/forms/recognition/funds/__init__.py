"""资金 — the amounts: budgets, what was spent of them, rates."""
