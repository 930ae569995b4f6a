"""无损改写 .xlsx — the zip, its small parts as trees, its sheets as bytes changed in place.

The parts
    package, members, parts       the zip; its members as raw bytes; relationships and small parts
    workbook                      which part is which sheet
    sheet, rows, cell             a sheet and what is looked for in it; values put into it, formulas written over
    grammar, spelling             how a sheet spells rows and cells; the same respelled, so that it can be scanned
    like_part                     of a sheet like another, what differs
    report, report_styles         a whole sheet of ours, and how it looks
    notes, note_shapes            notes, with heights of their rows, and their boxes
    plain, looks                  what is only read: values (moments: dates among them), what is hidden, formulas and
                                  protection
"""
