"""表格是否完整 — a workbook of ours against a fresh one of its form: what was changed that is not there to be filled in.

``seal`` finds the form and the sheets that belong together, ``lines`` which row and column of the one is which of the
other, as ``pairing`` pairs them, ``pair`` which cell; ``differences`` between two sheets, with rows put into sums; ``formulas``
what of these.
"""
