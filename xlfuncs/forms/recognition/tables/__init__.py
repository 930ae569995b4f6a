"""表 — where a table begins and ends, which form it is, whose, and what it holds beside indicators and amounts.

``extent``, ``side_by_side`` (``projects_beside``: one table, several projects) and ``by_project`` tell tables apart, each
an ``outline``, which says also what belongs to none; ``turned`` puts headings that stand below each other the usual way,
``joined`` puts two together, ``pages`` takes the headings of further pages off and puts broken ones together; ``one_table``
reads one. ``whose`` says which form it is, and of whom, ``totals`` what came of it, by the ``total_cells`` of its labels,
grade and other columns, ``rate_points`` what its execution rate is worth, ``listed_scores`` a list's scores. ``goals`` and the
tasks above them, ``lists`` and ``projects`` earn no points but are checked; what should be there and is not is ``missing``.
"""
