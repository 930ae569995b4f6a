"""建表 — official forms as new workbooks: cells, native formulas, side sheets, page."""
