"""审核 — what a reviewer hands on: the report of a workbook, and later the summary of many."""
