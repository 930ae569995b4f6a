"""What `make release` writes: the zip of the blank tables, and the list of packages with their digests.

The wheel, the download and the bill of materials need a package index; they are made by `make release` alone.
"""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

from scripts.make_release import requirement_lines, tables_zip
from tests.made import new_form
from xlfuncs.forms.layout import forms


def test_the_zip_holds_every_official_table_without_a_mark_of_the_moment() -> None:
    with zipfile.ZipFile(io.BytesIO(tables_zip())) as package:
        assert package.testzip() is None
        found = {name: package.read(name) for name in package.namelist()}
        marks = {(one.date_time, one.external_attr) for one in package.infolist()}
    assert found == {f"{form.name}.xlsx": new_form(form.id) for form in forms()}
    assert marks == {((2000, 1, 1, 0, 0, 0), 0o644 << 16)}


def test_every_package_is_listed_with_its_version_and_digest(tmp_path: Path) -> None:
    for name in ("python_calamine-0.9.1-cp313-cp313-win_amd64.whl", "pyOpenVBA-6.5.0-py3-none-any.whl"):
        (tmp_path / name).write_bytes(name.encode())
    digest = sha256(b"python_calamine-0.9.1-cp313-cp313-win_amd64.whl").hexdigest()
    listed = list(requirement_lines(tmp_path.glob("*.whl")))
    assert [line.split("==")[0] for line in listed] == ["pyopenvba", "python-calamine"]
    assert listed[1] == f"python-calamine==0.9.1 --hash=sha256:{digest}\n"
