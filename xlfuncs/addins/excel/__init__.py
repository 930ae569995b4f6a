"""Excel 加载项 — the functions and a ribbon in Excel, through xlwings."""

from importlib.util import find_spec

from xlfuncs.errors import FileProblem

if not (find_spec("xlwings") and find_spec("pyopenvba")):  # an extra, so a sentence and not a traceback
    raise FileProblem(
        "Excel 加载项需要另外安装两个库：pip install 'xlfuncs[excel]' | xlwings or pyOpenVBA is missing"
    )
