"""单元格 — a sheet's cells as recognition reads them.

``characters`` puts traditional ones into simplified ones and tells of those that nobody sees; ``sheet_cells`` holds the
cells and ``reader`` reads what belongs in them, ``values`` what one of them says, ``money`` the unit of an amount.
"""
