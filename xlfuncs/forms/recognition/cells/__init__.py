"""单元格 — a sheet's cells as recognition reads them.

``characters`` puts traditional ones into simplified ones and wide ones into plain; ``split`` merges again what was split and
filled; ``contents`` is what they say together, ``sheet_cells`` holds them and ``reader`` reads what belongs in them, an amount
in its unit, too, ``values`` what one of them says.
"""
