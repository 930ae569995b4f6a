"""单元格 — a sheet's cells as recognition reads them.

``reader`` reads them, ``money`` the unit of an amount; ``unseen`` tells of signs that nobody sees.
"""
