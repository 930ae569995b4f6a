"""建表 — official forms as new workbooks: cells, native formulas, side sheets, page.

``new`` puts a workbook together; ``score_sheet`` writes an official table, ``score_rows`` the formulas of its scored
rows, ``sections`` says where a section's scores stand; ``summary``, ``basics`` and ``side_sheets`` are the sheets
beside it; ``page`` is how a sheet prints and what may be typed in it, ``styles`` how a cell looks.
"""
