"""A rewritten package keeps every part it was not told to change, byte by byte; a damaged one is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.package import Package


def made(*members: tuple[str, bytes], force_zip64: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            with package.open(
                zipfile.ZipInfo(name, (2022, 5, 6, 7, 8, 10)), "w", force_zip64=force_zip64
            ) as member:
                member.write(content)
    return buffer.getvalue()


class Unseekable(io.BytesIO):
    """Makes zipfile write data descriptors, as programs that stream do."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def compressed(data: bytes, name: str) -> bytes:
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo(name)
    lengths = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + sum(lengths)
    return data[start : start + info.compress_size]


def checked(data: bytes) -> zipfile.ZipFile:
    package = zipfile.ZipFile(io.BytesIO(data))
    assert package.testzip() is None
    return package


def test_untouched_members_keep_bytes_order_and_dates():
    before = made(("b.xml", b"B" * 500), ("目录/a.xml", b"A" * 500), ("c.bin", bytes(range(256))))
    package = Package(before)
    package.put("目录/a.xml", b"new")
    package.put("z.xml", b"Z")
    after = package.to_bytes()
    assert checked(after).namelist() == ["b.xml", "目录/a.xml", "c.bin", "z.xml"]
    for name in ("b.xml", "c.bin"):
        assert compressed(after, name) == compressed(before, name)
    assert checked(after).getinfo("b.xml").date_time == (2022, 5, 6, 7, 8, 10)
    assert checked(after).getinfo("z.xml").date_time == (1980, 1, 1, 0, 0, 0)
    assert checked(after).read("目录/a.xml") == b"new"


def test_names_keep_their_spelling_and_how_it_is_to_be_read():
    old = made(("a.xml", b"A"), ("目录.xml", b"B"), ("xx.xml", b"C")).replace(
        b"xx.xml", "表".encode("gbk") + b".xml"
    )
    names = [info.orig_filename for info in checked(old).infolist()]
    package = Package(old)
    package.put("目录.xml", b"new")
    after = checked(package.to_bytes())
    assert [info.orig_filename for info in after.infolist()] == names
    assert [info.flag_bits & 0x800 for info in after.infolist()] == [0, 0x800, 0]


def test_rewriting_is_idempotent():
    package = Package(made(("a.xml", b"A" * 500)))
    package.put("a.xml", b"new" * 500)
    once = package.to_bytes()
    again = Package(once)
    again.put("a.xml", b"new" * 500)
    assert again.to_bytes() == once == Package(once).to_bytes()


def test_a_part_can_be_removed_and_come_back():
    package = Package(made(("a.xml", b"A"), ("b.xml", b"B")))
    package.remove("a.xml")
    assert "a.xml" not in package
    assert checked(package.to_bytes()).namelist() == ["b.xml"]
    package.put("a.xml", b"A")
    assert checked(package.to_bytes()).read("a.xml") == b"A"


def test_a_copy_changes_alone_and_inflates_nothing_again(monkeypatch: pytest.MonkeyPatch):
    data = made(("a.xml", b"A"), ("b.xml", b"B"))
    package = Package(data)
    package.read("a.xml")
    monkeypatch.setattr(zlib, "decompress", None)
    copy = package.copy()
    assert copy.read("a.xml") == b"A"
    copy.put("a.xml", b"new")
    copy.remove("b.xml")
    assert (package.read("a.xml"), package.names()) == (b"A", ["a.xml", "b.xml"])
    assert (copy.read("a.xml"), copy.names()) == (b"new", ["a.xml"])


def test_data_descriptors_and_zip64_members_are_handled():
    streamed = Unseekable()
    with zipfile.ZipFile(streamed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("a.xml", b"A" * 500)
        written.writestr("b.xml", b"B")
    assert zipfile.ZipFile(io.BytesIO(streamed.getvalue())).getinfo("a.xml").flag_bits & 0x8
    for data in (streamed.getvalue(), made(("a.xml", b"A" * 500), ("b.xml", b"B"), force_zip64=True)):
        package = Package(data)
        package.put("b.xml", b"new")
        after = checked(package.to_bytes())
        assert after.read("a.xml") == b"A" * 500
        assert not any(info.flag_bits & 0x8 for info in after.infolist())  # no descriptor follows the bytes


@pytest.mark.parametrize("keep", [30, 200, -30])
def test_a_truncated_file_is_refused(keep: int):
    data = made(("a.xml", bytes(range(256))), ("b.xml", bytes(range(256))))
    with pytest.raises(FileProblem, match="不完整或已损坏"):
        Package(data[:keep])


@pytest.mark.parametrize("damaged", [0, 30, 60], ids=["head", "name in the head", "content"])
def test_damaged_content_is_refused(damaged: int):
    data = bytearray(made(("a.xml", bytes(range(256)) * 4)))
    data[damaged] ^= 0x01
    with pytest.raises(FileProblem, match=r"a\.xml 已损坏"):
        Package(bytes(data)).read("a.xml")


def test_duplicate_names_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = made(("a.xml", b"1"), ("a.xml", b"2"))
    with pytest.raises(FileProblem, match="重名"):
        Package(data)


def test_names_that_differ_in_case_only_are_refused():  # which of them a suite reads, nobody can say
    with pytest.raises(FileProblem, match="重名"):
        Package(made(("xl/sheet1.xml", b"1"), ("xl/Sheet1.xml", b"2")))


def test_an_encrypted_member_is_refused():
    data = bytearray(made(("a.xml", b"1")))
    data[data.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(FileProblem, match="密码"):
        Package(bytes(data))


def test_a_missing_part_is_named():
    with pytest.raises(FileProblem, match=r"x\.xml"):
        Package(made(("a.xml", b"1"))).read("x.xml")
