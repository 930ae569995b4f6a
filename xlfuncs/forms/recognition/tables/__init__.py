"""表 — where a table begins and ends, which form it is, whose, and what it holds beside indicators and amounts."""
