"""单元格 — a sheet's cells as recognition reads them."""
