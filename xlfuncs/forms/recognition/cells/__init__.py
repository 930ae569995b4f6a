"""单元格 — a sheet's cells as recognition reads them.

``characters`` puts traditional ones into simplified ones and tells of those that nobody sees; ``reader`` reads the cells,
``values`` what one of them says, ``money`` the unit of an amount.
"""
