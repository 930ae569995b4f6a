"""刷新 — a workbook read, its tables recognised and evaluated, and what came of it written back.

``refresh`` does that over any ``book``; ``score_file`` is the door for files, ``verify`` asks later whether all still
holds. ``score_cells`` says what goes where, ``missing_formulas`` which formulas a row lacks; ``report`` is the sheet 核对
(``report_look`` how it looks), ``record`` what it remembers. What state a workbook was in say ``file_state``, ``form_state``
(by the ``seal``) and ``cited``.
"""
