"""各类文件的读取 — what a file is, and its sheets read: .xlsx, .xls, .ods.

``kind`` tells what a file is. Read are .xlsx by ``xlsx`` with ``calamine``, of sheets like others before by ``like_values``
only what differs, and ``odd_zip`` where their zip is unusual; .xls by ``xls`` and ``xls_spelling``; .ods by ``ods``
and ``ods_cells``; and what is no workbook by ``html`` (``html_text``), ``xml2003`` and ``text``, onto a
``grid``. What formulas of the old kinds give is ``recomputed``.
"""
