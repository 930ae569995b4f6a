"""列 — which column of a block holds what, by its heading and by what stands below it.

The parts
    scan, headers           the headers of a sheet, wherever they stand; what makes rows one
    heading                 one text of them
    header_rows, two_rows   the texts of a header's row, and of two
    assignment, evidence    by the words of the headings; by what stands below them
    block_columns           both, put together, and the columns that no heading names
    spread, shares          one heading over several columns, two things in one cell; shares in place of points
    rivals                  two columns that may be one: which of them counts; scores that do not count
    by_content              headings that nobody knows; unnamed, columns without one
    which_budget            which of several budgets counts
    marks                   cells that speak of the whole table
    score_sheet             the scores of a list's projects, and of their parts
    row_scores              a row's values, points and reasons
"""
