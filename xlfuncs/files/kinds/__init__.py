"""各类文件的读取 — what a file is, and its sheets read: .xlsx, .xls, .ods."""
