"""单元格 — a sheet's cells as recognition reads them.

``characters`` puts traditional ones into simplified ones and tells of those that nobody sees; ``split`` merges again what was
split and filled; ``contents`` is what they say together, ``sheet_cells`` holds them and ``reader`` reads what belongs in them,
``values`` what one of them says, ``money`` the unit of an amount.
"""
