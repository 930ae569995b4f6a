"""官方表 — layouts of the official tables as data, and recognition of tables in any workbook.

A ``layout`` of ``layout_parts``, as a rule has it, and its example become a ``plan`` of each sheet: ``placing`` goes down it,
``blocks`` and ``scored_blocks`` place what stands in it; ``own_cells`` are the columns beside it, the rows of 基础数据 and the
mark that says of which form a workbook was made, a ``blueprint`` is what it then held. ``recognition`` has its own map.
"""
