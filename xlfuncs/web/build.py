"""建成网页 — Pyodide, xlfuncs and the page's parts as one self-contained .html, the same bytes every time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from xlfuncs import __version__
from xlfuncs.archives import archive
from xlfuncs.errors import FileProblem
from xlfuncs.evaluation.findings.register import SEVERITIES
from xlfuncs.forms.layout import DATA, Layout, forms
from xlfuncs.function_table import TABLE, Function
from xlfuncs.review.folder import KINDS
from xlfuncs.rules import listing
from xlfuncs.web.npm import COMPATIBLE, CURRENT, fetched
from xlfuncs.web.site import licences, site

_PARTS = Path(__file__).parent / "page"
_SCRIPTS = ("dom", "workers", "scoring", "results", "downloads", "making", "main")
_ABSENT = '"https://absent.invalid/"'  # where the sources of Pyodide ask where they stand
_POLICY = (  # nothing may be loaded or sent; {wasm} lets WebAssembly be compiled
    "default-src 'none'; script-src {scripts} blob: {wasm}; worker-src blob:; style-src {style}; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'"
)


def page(cache: Path, *, compatible: bool = False, fast_start: bool = False) -> bytes:
    """网页 — the whole page; Pyodide is fetched into `cache`, the folder for what npm gives, where it is not there.

    ``compatible`` is for Chromium 85 to 102, by an older Pyodide, Python 3.11; ``fast_start`` has the memory of the started
    interpreter inside: twice as large, ready in a third of the time. FileProblem where Pyodide cannot be had, is not what
    was pinned, or makes no image of its memory.
    """
    if compatible and fast_start:
        raise FileProblem("供旧浏览器的页面不能带内存映像 | the older Pyodide makes no image of its memory")
    package = COMPATIBLE if compatible else CURRENT
    pyodide = fetched(package, cache)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8")) | {"packages": {}}
    payload = {
        "wasm": (pyodide / "pyodide.asm.wasm").read_bytes(),
        "stdlib": _stored((pyodide / "python_stdlib.zip").read_bytes()),
        "site": site(),
        "code": _worker(pyodide).encode(),
        "lock": json.dumps(lock).encode(),
        "known": _known().encode(),
    }
    if fast_start:
        payload["image"] = _image(pyodide, payload["stdlib"], payload["site"])
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
        "KINDS": ",".join(sorted(KINDS)),
        "LICENCES": html.escape(_licences(package.version, compatible=compatible)),
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


def _stored(packed: bytes) -> bytes:
    """A zip with its members stored, so that compressing all of it at once gains."""
    with zipfile.ZipFile(io.BytesIO(packed)) as source:
        return archive(((name, source.read(name)) for name in source.namelist()), packed=False)


def _image(pyodide: Path, stdlib: bytes, packages: bytes) -> bytes:
    """The memory of an interpreter that has imported all, made by Node with the very library of the page."""
    with tempfile.TemporaryDirectory() as temporary:
        names = ("python_stdlib.zip", "site.zip", "image")
        stored, site_zip, image = (Path(temporary, name) for name in names)
        stored.write_bytes(stdlib)
        site_zip.write_bytes(packages)
        script = Path(__file__).with_name("snapshot.mjs")
        command = ["node", str(script), str(pyodide), str(stored), str(site_zip), str(image)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise FileProblem("没有找到 Node.js，无法制作内存映像 | Node.js is needed") from None
        if done.returncode:
            raise FileProblem(f"内存映像没有制成：{done.stderr[-300:]} | no image of the memory was made")
        return image.read_bytes()


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
        module = _replaced(r"export default _createPyodideModule;?", "", asm)
        parts = ["self.importScripts = undefined;", loader, module]
    return "\n".join([*(part.replace("import.meta.url", _ABSENT) for part in parts), _text("worker.js")])


def _replaced(pattern: str, replacement: str, text: str) -> str:
    changed, count = re.subn(pattern, replacement, text)
    if count != 1:
        raise FileProblem(f"Pyodide 的写法与预期不同，找不到 {pattern} | Pyodide is not spelled as expected")
    return changed


def _licences(pyodide: str, *, compatible: bool) -> str:
    """The terms of every part of the page, by name and version."""
    texts = {one.stem: one.read_text("utf-8") for one in (Path(__file__).parent / "licences").glob("*.txt")}
    mozilla, apache = texts["pyodide_mpl"], texts["pyodide_apache"]
    parts = {
        f"xlfuncs {__version__}": texts["xlfuncs"],
        f"Pyodide {pyodide}": apache if compatible else mozilla,  # Mozilla's from 0.25 on
        "CPython": texts["cpython"],
        "WebAssembly": texts["compiled_in"]
        + ("" if compatible else f"\n\n{apache}"),  # LLVM's terms add to these
        **licences(),
    }
    return "\n\n".join(f"==== {name} ====\n{text}" for name, text in parts.items())


def _known() -> str:
    """What the page can offer before Python runs, as JSON: forms, rules, functions, and how grave findings are."""
    data = {
        "forms": [_form(form) for form in forms()],
        "rules": listing.every(),
        # The lines of `explain` stand under every result.
        "functions": [_function(function) for function in TABLE.values() if function.name != "explain"],
        "severities": SEVERITIES,
    }
    return json.dumps(data, ensure_ascii=False)


def _form(form: Layout) -> dict[str, Any]:
    example = (DATA / f"{form.id}.example.toml").is_file()
    named = {"id": form.id, "name": form.name, "rule": form.rule or None, "source": form.source}
    return named | {"file": f"{form.name}.xlsx", "example": example}


def _function(function: Function) -> dict[str, Any]:
    keys = ("name", "zh", "help", "english", "optional")
    arguments = [{key: getattr(argument, key) for key in keys} for argument in function.arguments]
    said = {key: getattr(function, key) for key in ("name", "zh", "excel", "help", "english")}
    return said | {"arguments": arguments}
