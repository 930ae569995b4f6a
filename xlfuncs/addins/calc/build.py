"""构建扩展 — the .oxt for LibreOffice Calc, in pure Python, the same bytes every time.

It carries the modules of xlfuncs that its entry imports, directly or not, and their data; the blank
official tables; the page about the functions. What registers it with the office stands in ``parts``.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import tomli

import xlfuncs
from xlfuncs.addins.calc import names
from xlfuncs.addins.calc.typelib import type_library
from xlfuncs.archives import archive
from xlfuncs.files.disk import make_folder, write_bytes
from xlfuncs.forms.layout import forms
from xlfuncs.function_table import CATEGORY, TABLE
from xlfuncs.making.new import new_form
from xlfuncs.templates import rendered

NAME = "xlfuncs.oxt"
_HERE = Path(__file__).parent
_ROOT = Path(xlfuncs.__file__).parent.parent
_PARTS = {  # of the extension: the file in ``parts``
    "META-INF/manifest.xml": "manifest.xml",
    "description.xml": "description.xml",
    "CalcAddIns.xcu": "CalcAddIns.xcu",
    "Addons.xcu": "Addons.xcu",
    "ProtocolHandler.xcu": "ProtocolHandler.xcu",
    "CalcWindowState.xcu": "CalcWindowState.xcu",
    "help/functions.html": "functions.html",
}


def build(out_dir: Path) -> Path:
    """构建 — write the extension into a folder, which is made where it is missing."""
    make_folder(out_dir)
    write_bytes(out_dir / NAME, archive(contents().items()))
    return out_dir / NAME


def contents() -> dict[str, bytes]:
    """Every file of the extension."""
    values = {"names": names, "functions": TABLE.values(), "category": CATEGORY, "forms": forms()}
    files = {
        name: rendered(_HERE / "parts" / part, version=version("xlfuncs"), **values).encode()
        for name, part in _PARTS.items()
    }
    methods = [(method.name, "[][]any", method.parameters()) for method in names.METHODS]
    files["xlfuncs.rdb"] = type_library(names.INTERFACE, methods)
    files["xlfuncs_component.py"] = (_HERE / "entry.py").read_bytes()
    files |= {f"icons/{icon.name}": icon.read_bytes() for icon in _HERE.glob("icons/*.svg")}
    files |= {f"forms/{form.id}.xlsx": new_form(form.id) for form in forms()}
    # imported when asked for
    called = (inspect.getfile(inspect.unwrap(getattr(xlfuncs, name))) for name in TABLE)
    for path in _needed(_HERE / "entry.py", *map(Path, called)):
        files[f"pythonpath/{path.relative_to(_ROOT).as_posix()}"] = path.read_bytes()
    for path in Path(tomli.__file__).parent.glob("*.py"):  # for an office with Python 3.10
        files[f"pythonpath/tomli/{path.name}"] = path.read_bytes()
    return dict(sorted(files.items()))


_DATA = ("*.toml", "data/*.toml", "blueprints/*.json")  # where a module keeps its data


def _needed(entry: Path, *more: Path) -> list[Path]:
    """These modules of ours and all that they and the entry import, directly or not, with their packages and their data."""
    modules: set[Path] = set()
    waiting = [*_imports(entry), *more]
    while waiting:
        path = waiting.pop()
        if path not in modules:
            modules.add(path)
            packages = [folder / "__init__.py" for folder in path.parents if _ROOT in folder.parents]
            waiting += [*_imports(path), *packages]
    data = {path for module in modules for kind in _DATA for path in module.parent.glob(kind)}
    return sorted(modules | {path for path in data if not path.match("*.example.toml")})


def _imports(path: Path) -> Iterator[Path]:
    for part in _run(ast.parse(path.read_bytes())):
        names = []
        if isinstance(part, ast.Import):
            names = [alias.name for alias in part.names]
        elif isinstance(part, ast.ImportFrom) and part.module:
            names = [part.module, *(f"{part.module}.{alias.name}" for alias in part.names)]
        for name in names:
            if name.partition(".")[0] == xlfuncs.__name__:
                place = _ROOT.joinpath(*name.split("."))
                candidates = (place.with_suffix(".py"), place / "__init__.py")
                yield from (candidate for candidate in candidates if candidate.is_file())


def _run(part: ast.AST) -> Iterator[ast.AST]:
    """A module's parts, at any depth, without what only a type checker reads."""
    yield part
    if not (isinstance(part, ast.If) and isinstance(part.test, ast.Name) and part.test.id == "TYPE_CHECKING"):
        for inner in ast.iter_child_nodes(part):
            yield from _run(inner)
