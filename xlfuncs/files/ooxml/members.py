"""压缩包的成员 — one member of a zip as raw bytes: taken out, copied as it is, headed. PKWARE's APPNOTE."""

from __future__ import annotations

import contextlib
import struct
import zipfile
import zlib
from functools import lru_cache
from types import ModuleType

from xlfuncs.errors import FileProblem
from xlfuncs.files.limits import limit

# The page in a browser and the Calc extension do without. What isal deflates to is the processor's affair: zlib does that.
inflate: ModuleType = zlib
with contextlib.suppress(ImportError):
    from isal import isal_zlib as inflate  # twice as fast

_LOCAL, _CENTRAL = b"PK\3\4", b"PK\1\2"
_UTF8, _DESCRIPTOR = 0x800, 0x8
_RATIO = 1032  # of deflated bytes at most to theirs
Packed = tuple[bytes, int, int]  # as it stands in the file, its checksum, the method
_COMMON = 0x8000  # bytes of a part that other files may have, too: a theme, styles, lists of parts


def inflated(archive: zipfile.ZipFile, raw: memoryview, info: zipfile.ZipInfo) -> bytes:
    """The content of a member, at once into its own size: zipfile's pieces take twice as long."""
    if info.compress_type != zipfile.ZIP_DEFLATED:
        return archive.read(info)
    deflated, name = copied(raw, info), encoded(info)[0]
    if raw[info.header_offset + 30 :][: len(name)] != name:
        raise zipfile.BadZipFile(f"another name in the head of {info.filename!r}")
    unpacked = _remembered if info.file_size <= _COMMON else _unpacked
    content, crc = unpacked(bytes(deflated), info.file_size)
    if crc != info.CRC:
        raise zipfile.BadZipFile(f"Bad CRC-32 for file {info.filename!r}")
    return content


def headers(info: zipfile.ZipInfo, method: int, size: int, packed: int, crc: int) -> tuple[bytes, bytes]:
    """Local header, and directory entry up to the offset, of a member of this size, packed into so many bytes."""
    name, utf8 = encoded(info)
    # sizes stand in the headers, so a data descriptor behind the bytes is not needed
    flags = info.flag_bits & ~(_DESCRIPTOR | _UTF8) | utf8
    year, month, day, hour, minute, second = info.date_time
    date, time = (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
    common = struct.pack("<4H3L2H", flags, method, time, date, crc, packed, size, len(name), 0)
    local = struct.pack("<4sH", _LOCAL, 20) + common + name
    central = struct.pack("<4s4B", _CENTRAL, 20, info.create_system, 20, 0) + common
    return local, central + struct.pack("<3HL", 0, 0, info.internal_attr, info.external_attr)


def packed(content: bytes, level: int) -> Packed:
    """The content of a member as it will stand in the file."""
    crc = inflate.crc32(content)
    if not level:
        return content, crc, zipfile.ZIP_STORED
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(content) + deflate.flush(), crc, zipfile.ZIP_DEFLATED


def copied(raw: memoryview, info: zipfile.ZipInfo) -> memoryview:
    """The compressed bytes of a member as they stand in the file."""
    header = raw[info.header_offset :][:30] if info.header_offset >= 0 else b""
    if len(header) == 30 and header[:4] == _LOCAL:
        start = info.header_offset + 30 + sum(struct.unpack("<HH", header[26:]))  # its name, and more
        if start + info.compress_size <= len(raw):
            return raw[start : start + info.compress_size]
    raise FileProblem(
        f"部件 {info.filename} 不完整，请重新取得此文件 | the part {info.filename} is incomplete; get the file again"
    )


def _unpacked(deflated: bytes, size: int) -> tuple[bytes, int]:
    """The content of a member that says to be so large, and its checksum."""
    if len(deflated) * _RATIO <= limit("XLFUNCS_MAX_PART"):
        content = inflate.decompress(deflated, -zlib.MAX_WBITS, size)
    else:  # it could be far larger than it says
        content = inflate.decompressobj(-zlib.MAX_WBITS).decompress(deflated, size + 1)
    if len(content) != size:  # nor is so much remembered
        raise zipfile.BadZipFile(f"{len(content)} bytes for {size}")
    return content, inflate.crc32(content)


_remembered = lru_cache(maxsize=256)(_unpacked)  # what one program writes is the same in all of its files


def encoded(info: zipfile.ZipInfo) -> tuple[bytes, int]:
    """A member's name, spelled as it was in the file, and the flag that says how."""
    utf8 = info.flag_bits & _UTF8
    if not utf8 and not info.orig_filename.isascii():  # nearly all are
        with contextlib.suppress(UnicodeEncodeError):
            return info.orig_filename.encode("cp437"), 0
        utf8 = _UTF8
    return info.orig_filename.encode(), utf8
