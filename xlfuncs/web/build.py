"""建成网页 — Pyodide, xlfuncs and the page's parts as one self-contained .html, the same bytes every time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import re
import zipfile
from pathlib import Path

from xlfuncs import __version__
from xlfuncs.errors import FileProblem
from xlfuncs.web.npm import COMPATIBLE, CURRENT, fetched
from xlfuncs.web.site import licences, site

__all__ = ["page"]

_PARTS = Path(__file__).parent / "page"
_SCRIPTS = ("dom", "engines", "scoring", "results", "downloads", "making", "main")
_ABSENT = '"https://absent.invalid/"'  # where the sources of Pyodide ask where they stand
_POLICY = (  # nothing may be loaded or sent; {wasm} lets WebAssembly be compiled
    "default-src 'none'; script-src {scripts} blob: {wasm}; worker-src blob:; style-src {style}; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'"
)


def page(cache: Path, *, compatible: bool = False) -> bytes:
    """网页 — the whole page; Pyodide is fetched into `cache` where it is not there.

    Parameters
    ----------
    cache : path
        Folder for what npm gives.
    compatible : bool
        For Chromium 85 to 102: an older Pyodide, Python 3.11.

    Raises
    ------
    FileProblem
        Pyodide cannot be had, or is not what was pinned.
    """
    package = COMPATIBLE if compatible else CURRENT
    pyodide = fetched(package, cache)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8")) | {"packages": {}}
    payload = {
        "wasm": (pyodide / "pyodide.asm.wasm").read_bytes(),
        "stdlib": _stored((pyodide / "python_stdlib.zip").read_bytes()),
        "site": site(),
        "code": _worker(pyodide).encode(),
        "lock": json.dumps(lock).encode(),
    }
    features = _text("features.js").replace("@NEW@", "false" if compatible else "true")
    features = features.replace("@CHROMIUM@", "85" if compatible else "103")
    script = '"use strict";\n' + "\n".join(_text(f"{name}.js") for name in _SCRIPTS)
    script = script.replace("@VERSION@", __version__).replace("@PYODIDE@", package.version)
    style = _text("style.css")
    policy = _POLICY.format(
        scripts=" ".join(map(_source, (features, script))),
        style=_source(style),
        wasm="'unsafe-eval'"
        if compatible
        else "'wasm-unsafe-eval'",  # the narrower word is from Chromium 97 on
    )
    filled = {
        "POLICY": policy,
        "STYLE": style,
        "LICENCES": html.escape(_licences(package.version)),
        "PARTS": "\n".join(
            f'<script type="text/plain" id="part-{name}">{_packed(content)}</script>'
            for name, content in payload.items()
        ),
        "FEATURES": features,
        "PAGE": script,
    }
    return re.sub(r"@([A-Z]+)@", lambda found: filled[found[1]], _text("index.html")).encode()


def _text(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")


def _source(content: str) -> str:
    """How the page's policy names a script or style that stands in it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _stored(archive: bytes) -> bytes:
    """A zip with its members stored, so that compressing all of it at once gains."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(zipfile.ZipInfo(name), source.read(name))
    return out.getvalue()


def _worker(pyodide: Path) -> str:
    """One classic script: opened as a file, a browser starts no module worker, and a worker imports no other part.

    So `export`, `import` and `import.meta` are taken out of Pyodide's modules. Newer ones refuse to run in a
    classic worker, which they know by its `importScripts`: that goes first.
    """
    if (pyodide / "pyodide.asm.js").exists():  # older ones are classic scripts
        parts = [(pyodide / name).read_text("utf-8") for name in ("pyodide.js", "pyodide.asm.js")]
    else:
        loader, asm = ((pyodide / name).read_text("utf-8") for name in ("pyodide.mjs", "pyodide.asm.mjs"))
        loader = _replaced(
            r"export\s*\{\s*(\w+) as loadPyodide\s*,\s*\w+ as version\s*\};?", r"var loadPyodide=\1;", loader
        )
        parts = [
            "self.importScripts = undefined;",
            loader,
            _replaced(r"export default _createPyodideModule;?", "", asm),
        ]
    return "\n".join([*(part.replace("import.meta.url", _ABSENT) for part in parts), _text("worker.js")])


def _replaced(pattern: str, replacement: str, text: str) -> str:
    changed, count = re.subn(pattern, replacement, text)
    if count != 1:
        raise FileProblem(f"Pyodide 的写法与预期不同，找不到 {pattern} | Pyodide is not spelled as expected")
    return changed


def _licences(pyodide: str) -> str:
    own = Path(__file__).parent / "licences.txt"
    parts = {f"xlfuncs {__version__}, Pyodide {pyodide}": own.read_text("utf-8")} | licences()
    return "\n\n".join(f"==== {name} ====\n{text}" for name, text in parts.items())
