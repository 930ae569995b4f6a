"""建表 — official forms as new workbooks: cells, native formulas, side sheets, page.

``new`` puts a workbook together. ``score_sheet`` writes an official table, ``score_rows`` the formulas of its scored rows
(``printed`` those that read its cells, ``states`` what a row lacks, ``staging`` where formulas keep what is between),
``sections`` says where a section's scores stand; ``summary`` (with its ``checks``), ``basics`` and ``side_sheets`` are the
sheets beside it.
``page`` is how a sheet prints, what is beside the table and what may be typed in it: ``entries``, ``heights``, ``spare_rows``,
``colours``; ``styles`` how a cell looks. ``drawn`` is a workbook as data, for its blueprint.
"""
