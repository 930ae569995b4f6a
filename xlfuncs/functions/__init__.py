"""函数 — the public functions and how they read what stands in cells.

`rates`, `scores`, `required` and `explain` hold what a person types in a cell; `xlfuncs` hands them on. Scalars give
one number, None for a blank row, and raise; ranges broadcast and give an array with NaN for blank or bad rows, and
warn which rows are bad and why: one bad row never touches another.

`apply` joins a function, a rule and a method; `ranges` (and what people get for them), `directions`, `targets`,
`comparable`, `changes`, `remarks` and `units` read arguments; `target_words`, `target_figures`, `measures`, `dates` and
`deadlines` know how these are written, `printed_formulas` reads them inside a spreadsheet. `explain`, `method_steps`,
`ratio_steps` and `wording` say how a result came about. What a method computes stands in ``xlfuncs.scoring``; what a rule
says, in ``xlfuncs.rules``.
"""
