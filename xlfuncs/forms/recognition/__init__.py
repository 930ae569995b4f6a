"""识别 — cells of any workbook read as form content, by header words."""
