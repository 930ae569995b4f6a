"""随页的 Python 包 — this package and the pure libraries it needs, as one zip to unpack in the page."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from xlfuncs.archives import archive

# Of Python alone, or with a slower twin in Python beside what is compiled.
LIBRARIES = ("charset_normalizer", "et_xmlfile", "jinja2", "markupsafe", "openpyxl", "xlrd", "xlsxwriter")
_HERE, _PACKAGE = Path(__file__).parent, Path(__file__).parents[1]
_NOT_IN_THE_PAGE = ("addins", "web", "cli", "__main__.py")
_KINDS = {".py", ".toml", ".json", ".html", ".xml"}


def site() -> bytes:
    """The zip, its members stored, because the page compresses it as a whole."""
    parts = dict([*_ours(), *_libraries(), *_stand_ins()])
    return archive(sorted(parts.items()), packed=False)


def _ours() -> Iterator[tuple[str, bytes]]:
    for path in _PACKAGE.rglob("*"):
        inside = path.relative_to(_PACKAGE)
        if path.suffix in _KINDS and not inside.as_posix().startswith(_NOT_IN_THE_PAGE):
            yield f"xlfuncs/{inside.as_posix()}", path.read_bytes()
    for name in ("__init__.py", "answers.py", "trial.py"):
        yield f"xlfuncs/web/{name}", (_HERE / name).read_bytes()


def _libraries() -> Iterator[tuple[str, bytes]]:
    for library in LIBRARIES:
        for file in metadata.files(library) or ():
            if file.suffix == ".py" and ".." not in file.parts:
                yield file.as_posix(), Path(file.locate()).read_bytes()


def _stand_ins() -> Iterator[tuple[str, bytes]]:
    """The stand-ins where they are, and under the names of what they stand for."""
    yield "xlfuncs/web/stand_ins/__init__.py", (_HERE / "stand_ins" / "__init__.py").read_bytes()
    for path in (_HERE / "stand_ins").glob("*/*.py"):
        name = path.relative_to(_HERE / "stand_ins")
        module = ".".join(name.with_suffix("").parts)
        yield f"xlfuncs/web/stand_ins/{name.as_posix()}", path.read_bytes()
        plain = path.stem == "__init__"
        yield name.as_posix(), b"" if plain else f"from xlfuncs.web.stand_ins.{module} import *\n".encode()


def licences() -> dict[str, str]:
    """The licence of every part that is not ours, by the part's name and version."""
    texts_of = {}
    for library in LIBRARIES:
        distribution = metadata.distribution(library)
        texts = [
            Path(file.locate()).read_text("utf-8")
            for file in distribution.files or ()
            if file.name.upper().startswith(("LICEN", "COPYING"))
        ]
        texts_of[f"{library} {distribution.version}"] = "\n\n".join([*texts])
    return texts_of
