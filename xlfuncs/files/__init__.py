"""工作簿文件 — an .xlsx read and changed without loss; other kinds read for their values.

What is promised
    - Of an .xlsx or .xlsm only the cells named, the report sheet, notes and the results beside formulas change. Every other
      part keeps its bytes; of a part that must change, everything else in it stays.
    - No result beside a formula contradicts its file: it is recalculated before it is read and after anything was
      written, left where nothing that was written concerns it, or dropped. A formula whose result nobody knows reads as
      未计算, never as 0 or blank.
    - A file is replaced whole or not at all. Saving the same twice gives the same bytes.
    - A damaged, locked or foreign file is a `FileProblem` that says what it is and what to do.
    - The room knows nothing of budgets: of this library it imports `cells`, `errors`, `formula_text`,
      `number_formats`, `reports` and `sheets` only.

The parts
    book       the door: `FileBook`, opened, read, written to, saved
    disk       bytes from a file, and into its place; locks, one program at a time; left_behind, what
               killed ones left; system_errors, what failed
    meanwhile  what a library in C does while the caller goes on
    limits     how much of a file is read and calculated
    values     a new .xlsx of values, for what can only be read; what openpyxl makes as bytes, the same every time
    kinds/     what reads each kind of file
    ooxml/     what changes an .xlsx without loss
    results/   what keeps the results beside formulas true

How a file is saved, from `FileBook.save` down
    cells collected                    report collected
          |                                  |
    ooxml.spelling: a sheet as bytes   ooxml.report: its sheet, styles, place in the workbook
    that can be scanned                      |
          |                                  |
    ooxml.sheet -> rows -> cell:             |
    values put in place                      |
          '---------------.------------------'
                          |
    results.recalculate: plan (reads, trust) -> which formulas; reduced -> engine -> their results
                          |
    ooxml.sheet: results put beside the formulas; ooxml.workbook: suites asked to calculate
                          |
    ooxml.package: the zip, untouched members copied as they are
                          |
    disk: written beside, then put in place

Which bug is where
    a file is refused, or taken for another kind        kinds.kind
    a value is read wrongly                             kinds.xlsx, xls, ods, html, xml2003, text
    a percent or a unit is not seen, a hidden row       number_formats, ooxml.looks, kinds.ods_cells
    part names with backslashes or in another case      kinds.odd_zip
    an odd file breaks the writer                       ooxml.spelling
    a value lands in the wrong cell, a style is lost    ooxml.rows, ooxml.cell
    a formula is lost or left behind                    ooxml.formulas
    a note is lost, not shown, or at another cell       ooxml.notes, ooxml.note_shapes
    Excel offers to repair the file                     ooxml.report, ooxml.notes, ooxml.parts, ooxml.package
    a result is stale or missing                        results.reads (what a formula reads), results.dependents
    a result is wrong                                   results.trust (who may answer), guarded, reduced
    an old result is not noticed                        results.beside, results.recalculate
    a file is half written, a lock is overlooked        disk
"""
