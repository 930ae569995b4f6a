"""单元格 — a sheet's cells as recognition reads them.

``simplified`` puts traditional characters into simplified ones; ``reader`` reads the cells, ``money`` the unit of an amount;
``unseen`` tells of signs that nobody sees.
"""
