"""官方表 — layouts of the official tables as data, and recognition of tables in any workbook."""
