"""取得 Pyodide — its package of npm, in one version and one content, kept in a folder of the build."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

from xlfuncs.errors import FileProblem


class Pinned(NamedTuple):
    """A version, and the sha512 that npm states for its archive."""

    version: str
    integrity: str


CURRENT = Pinned(
    "314.0.7",
    "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A==",
)
COMPATIBLE = Pinned(  # the last that needs no reference types: Chromium 85 to 102
    "0.24.1",
    "fkNolNwiv41E2KKCP2bgW+dwr95B+0KSC/WG9WCmlWM9MNFbRVX0rF9i4OikRM78bGeVUvLdVJw8jY17wxKoRQ==",
)


def fetched(package: Pinned, cache: Path) -> Path:
    """The folder of its content, fetched by ``npm pack`` where it is not in `cache` yet.

    FileProblem where npm is missing, cannot be reached, or gives another content than was pinned.
    """
    folder = cache / f"pyodide-{package.version}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            archive = _packed(package, Path(temporary))
            with tarfile.open(archive) as content:
                content.extractall(temporary, filter="data")
            shutil.move(Path(temporary, "package"), folder)
    return folder


def _packed(package: Pinned, folder: Path) -> Path:
    wanted = f"pyodide@{package.version}"
    npm = shutil.which("npm")
    if npm is None:
        raise FileProblem(
            f"没有找到 npm，无法取得 {wanted}；请安装 Node.js | npm is needed to fetch {wanted}"
        )
    done = subprocess.run(
        [npm, "pack", wanted, "--silent"], cwd=folder, capture_output=True, text=True, check=False
    )
    archive = next(folder.glob("*.tgz"), None)
    if done.returncode or archive is None:
        reason = done.stderr.strip() or done.stdout.strip()
        raise FileProblem(f"npm 没有取得 {wanted}：{reason} | npm could not fetch it")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.integrity:
        raise FileProblem(
            f"{wanted} 的内容与规定的不符（sha512 {digest}），没有使用 | not the pinned content"
        )
    return archive
