"""核对发现 — what there is to say about a table, and why.

The parts
    register             every finding there is; `evaluate` above says which checks are made, in which order: a file's `check`,
                         of a row, a list or the table; of both, the table's is `check_whole`
    criteria, slips      what the checks ask: thresholds and words; which slip of typing makes one figure of another
    entries              one entry of a list, for the checks of lists
    of a row             bad_input, missing_scores, no_figure, odd_figures, compare with causes and habits, approved
    of targets, results  completion, completion_rate, reasons, duties, goals, last_year; usual, of which rows nothing is asked
    of amounts           typed_rate, amounts
    together             what is to be said of many rows, said once
    of the whole table   sums, unlisted, grades, consistency, whole_table, misplaced; unproven, whether it was read right
"""
