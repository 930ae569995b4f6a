"""表 — where a table begins and ends, which form it is, whose, and what it holds beside indicators and amounts.

``extent``, ``side_by_side`` (``projects_beside``: one table, several projects) and ``by_project`` tell tables apart, each
an ``outline``, by the points of ``wholes``; ``turned`` puts headings that stand below each other the usual way,
``listed_across`` projects beside each other, ``joined`` puts two together, ``pages`` takes the headings of further pages
off and puts broken ones together, ``rest`` is what belongs to none; ``one_table`` reads one. ``titles`` say which form it
is, ``whose`` it is, ``totals`` what came of it, by the ``total_cells`` of its labels and grade, ``rate_points`` what its
execution rate is worth, ``column_sums`` what its total row says in other columns, ``listed_scores`` a list's scores.
``goals`` and the tasks above them, ``lists`` and ``projects`` earn no points but are checked; what should be there and is
not is ``missing``.
"""
