"""识别 — cells of any workbook read as form content, by header words and by what stands below them.

The parts, from the bottom up
    words/        what the words of headers and labels mean; the words themselves are in data/
    cells/        cells as they are read: merged ones filled, numbers as numbers
    columns/      which column of a block holds what, with the evidence; points and scores of a row
    indicators/   the rows of an indicator block: parents and parts, targets, directions, how each is scored
    funds/        the amounts: budgets, what was spent of them, rates
    tables/       where a table begins and ends, its form, its unit, its total; lists, goals, what is missing
    recognise     all of it, for the sheets of a workbook

Which bug is where
    a spelling is not known                             data/header_words.toml, evaluation/row_words.toml
    a column is taken for another, or not read          columns.assignment (words), evidence (content), by_content
    a header is not found, or a row taken for one       columns.scan, columns.headers, columns.header_rows
    rows are missing, doubled or under a wrong heading  indicators.indicator_rows, indicators.parents
    a target, result or direction is read wrongly       indicators.scoring_inputs, goal_cells, own_goals
    points or a score go to the wrong row               indicators.shared_points, indicators.parents
    an amount, its unit or its rate is wrong            funds.amounts, funds.amount_rows, funds.amounts_beside, cells.reader
    a total is not found, or is another's               columns.marks (labels), tables.total_cells, totals, indicators.subtotals
    two tables are read as one, one as two, or not      tables.extent, tables.side_by_side, tables.outline
    another form, year or unit is seen                  tables.whose
"""
