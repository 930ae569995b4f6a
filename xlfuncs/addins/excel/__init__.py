"""Excel 加载项 — the functions and a ribbon in Excel, through xlwings.

``build`` makes the add-in of a template's ``vba_project`` and of the ribbon and texts in parts/. Excel calls ``udfs`` for a
cell, which ``calls`` answers, and ``buttons`` for the ribbon, on the open workbook as ``book``: ``looks`` is how it shows,
``state`` what is switched off meanwhile. ``install`` and ``doctor`` are for the command line.
"""

from importlib.util import find_spec

from xlfuncs.errors import FileProblem

if not (find_spec("xlwings") and find_spec("pyopenvba")):  # an extra, so a sentence and not a traceback
    raise FileProblem(
        "Excel 加载项需要另外安装两个库：pip install 'xlfuncs[excel]' | xlwings or pyOpenVBA is missing"
    )
