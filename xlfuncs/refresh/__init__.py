"""刷新 — a workbook read, its tables recognised and evaluated, and what came of it written back.

The parts
    score_file, book                the door for files; what any workbook must offer
    refresh, verify                 read, recognise, evaluate, write back; whether all of that still holds
    score_cells, missing_formulas   what goes where; which formulas a row lacks
    report, report_look             the sheet 核对, and how it looks
    record, sheet_mark              what it remembers for verify
    typed_sheet, entered            what it remembers of what people typed; their scores where ours stand
    file_state, form_state, cited   what state a workbook was in; seal/, what was changed in a form of ours
"""
