"""The arrows between the rooms, read from the imports; and what no file of the repository may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from xlfuncs.addins.commands import HOSTS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "xlfuncs"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

# From the bottom up; a module imports from its own room and from those below.
ROOMS = [
    {"archives", "bilingual", "errors", "patterns", "records", "templates", "toml"},
    {"cells", "function_table"},
    {"formula_text", "reports", "sheets"},
    {"number_formats"},
    {"scoring", "files"},
    {"rules"},
    {"functions"},
    {"evaluation"},
    {"forms"},
    {"making"},
    {"refresh"},
    {"review"},
    {"addins", "web"},
    {"cli"},
    {"__main__"},
]
HEIGHT = {room: height for height, rooms in enumerate(ROOMS) for room in rooms}
CORE = {
    "bilingual",
    "errors",
    "records",
    "patterns",
    "toml",
    "cells",
    "sheets",
    "function_table",
    "scoring",
    "rules",
    "functions",
    "evaluation",
    "forms",
}
# The package itself offers the public functions, which are theirs and rules'.
SURFACE = HEIGHT["functions"]

# Which rooms may use a library at all.
LIBRARIES = {
    "numpy": {"scoring", "functions", "evaluation", "addins"},
    "charset_normalizer": {"files"},
    "openpyxl": {"files", "making", "addins"},
    "python_calamine": {"files"},
    "ironcalc": {"files"},
    "isal": {"files"},
    "lxml": {"files"},
    "xlrd": {"files"},
    "jinja2": {"templates"},
    "xlsxwriter": {"review"},
    "pebble": {"review"},
    "distributed": {"review"},
    "xlwings": {"addins"},
    "pyopenvba": {"addins"},
    "uno": {"addins"},
    "unohelper": {"addins"},
    "com": {"addins"},
    "click": {"cli", "addins", "web"},
    "rich": {"cli"},
    "tomli": {
        "toml",
        "addins",
    },  # the standard library has the same reader, slower; the Calc extension takes it along
    "tomlkit": {"rules"},
}


HOST_FILES = {"book", "calls", "buttons", "build", "doctor", "install"}


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it; `from a import b` as both a and a.b."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: relative imports hide the room"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_point_down(module: Path) -> None:
    here = room(module)
    if here == "__init__":
        return  # the surface: it gathers the public functions
    for name in imports(module):
        top, _, rest = name.partition(".")
        if top == "xlfuncs":
            other = rest.partition(".")[0]
            above = HEIGHT.get(other, SURFACE) > HEIGHT[here]
            assert not above, f"{here} imports {name}, which stands above it"


def test_files_know_nothing_of_budgets() -> None:
    ground = {"files", "cells", "errors", "formula_text", "number_formats", "reports", "sheets"}
    used = {
        name
        for module in MODULES
        if room(module) == "files"
        for name in imports(module)
        if name.startswith("xlfuncs.")
    }
    assert {name.split(".")[1] for name in used} <= ground


def test_a_cell_is_spelled_in_one_place() -> None:
    spelled = re.compile(r"\[A-Z\](?:\{+1,3\}+|\+\)?\(?\\d)")
    assert [module for module in MODULES if spelled.search(module.read_text("utf-8"))] == [
        PACKAGE / "cells.py"
    ]


@pytest.mark.parametrize(
    ("outer", "rooms"),
    [
        ("files", ("ooxml", "results", "kinds")),
        ("forms.recognition", ("words", "cells", "columns", "indicators", "funds", "tables")),
    ],
)
def test_the_rooms_inside_a_room_import_downwards(outer: str, rooms: tuple[str, ...]) -> None:
    folder, below = PACKAGE.joinpath(*outer.split(".")), set[str]()
    assert {path.parent.name for path in folder.glob("*/__init__.py")} == set(rooms)
    for inner in rooms:
        below.add(inner)
        used = {name for module in (folder / inner).glob("*.py") for name in imports(module)}
        here = {
            name.removeprefix(f"xlfuncs.{outer}.").partition(".")[0]
            for name in used
            if name.startswith(f"xlfuncs.{outer}.")
        }
        assert here & {*rooms} <= below, inner


@pytest.mark.parametrize(
    "folder",
    sorted({module.parent for module in MODULES} - {PACKAGE}),
    ids=lambda folder: str(folder.relative_to(ROOT)),
)
def test_the_map_of_a_room_names_every_part_of_it(folder: Path) -> None:
    told = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    parts = {one.stem for one in folder.iterdir() if one.suffix == ".py" or (one / "__init__.py").is_file()}
    assert {part for part in parts - {"__init__"} if not re.search(rf"\b{part}\b", told)} == set()


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_has_the_same_six_files(host: str) -> None:
    assert {module.stem for module in (PACKAGE / "addins" / host).glob("*.py")} >= HOST_FILES


@pytest.mark.parametrize("module", TESTS, ids=lambda module: str(module.relative_to(ROOT)))
def test_every_test_module_opens_with_what_it_holds_true(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))


def test_no_import_closes_a_circle() -> None:
    """Whether at the top of a file or within a function: there an import may be late, never a way round."""
    names = {".".join(module.relative_to(ROOT).with_suffix("").parts): module for module in MODULES}
    graph = {name: {*imports(module)} & names.keys() - {name} for name, module in names.items()}
    circle = None
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]
    assert circle is None


def test_a_class_is_found_by_its_name() -> None:
    homes: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(str(module.relative_to(PACKAGE)))
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_every_module_has_a_room() -> None:
    assert {room(module) for module in MODULES} <= {*HEIGHT, "__init__"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(module: Path) -> None:
    for name in imports(module):
        top = name.partition(".")[0]
        if top == "xlfuncs" or top in sys.stdlib_module_names:
            continue
        assert room(module) in LIBRARIES.get(top, ()), f"{room(module)} imports {name}"


def test_the_core_runs_on_the_standard_library_and_numpy() -> None:
    used = {library for library, rooms in LIBRARIES.items() if rooms & CORE}
    assert used == {"numpy", "tomli", "tomlkit"}
    editing = [module for module in MODULES if "tomlkit" in set(imports(module))]
    assert editing == [PACKAGE / "rules/new_year.py"], "what drafts a rule for next year, and scores nothing"


def loaded_by(statement: str) -> set[str]:
    """The top-level modules there are after a statement in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_importing_the_package_is_cheap() -> None:
    heavy = set(LIBRARIES) - {"com", "tomli"}
    assert not heavy & loaded_by("import xlfuncs")


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    """Whoever presses Ctrl-C while a command begins would meet a traceback of what is loaded before its net."""
    code = "import sys, xlfuncs; print([name for name in sys.modules if name.startswith('xlfuncs.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_score_in_a_cell_needs_no_library() -> None:
    used = set(LIBRARIES) - {"tomli"}  # where it is missing, the standard library reads
    assert not used & loaded_by("import xlfuncs; xlfuncs.capped_ratio_score('≥40人', 36, 5)")


def test_the_command_line_loads_only_click() -> None:
    assert set(LIBRARIES) & loaded_by("import xlfuncs.cli") == {"click"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_patterns_are_those_of_python_3_10(module: Path) -> None:
    """Atomic groups and possessive quantifiers came with 3.11; what compares the syntax of Pythons does not see them."""
    assert not re.search(r"\(\?>|[\])}][*+?]\+", module.read_text("utf-8"))


def tracked_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8", "replace")


# Bracketed here and there, so that this file does not say them itself.
UNSAID = [
    r"/[w]ork/",
    r"[s]hared/",
    r"[s]eeds/",
    r"/[h]ome/\w",
    r"/[r]oot/[\w.]",
    r"/[U]sers/\w",
    r"[p]ypi\.\w",
]


@pytest.mark.parametrize("words", UNSAID)
def test_nothing_names_a_machine(words: str) -> None:
    assert [name for name, text in tracked_texts() if re.search(words, text)] == []
