"""工作簿文件 — an .xlsx read and changed without loss; other kinds read for their values."""
