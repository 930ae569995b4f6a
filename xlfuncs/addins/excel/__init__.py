"""Excel 加载项 — the functions and a ribbon in Excel, through xlwings."""
