"""文件包 — an .xlsx or .xlsm as the zip it is: parts are replaced, all others copied as raw bytes.

Members keep their order, dates and compressed bytes; what is new has a fixed date and deflate level,
so the same content always gives the same file. Container as in ECMA-376 part 2 and PKWARE's APPNOTE.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Container

from xlfuncs.errors import FileProblem
from xlfuncs.files.limits import limit
from xlfuncs.files.ooxml.members import Packed, copied, encoded, headers, inflated, packed

_END = b"PK\5\6"
_LIMIT = 0xFFFFFFFF  # beyond it a zip needs ZIP64
LEVEL = 2  # of deflating
_ENCRYPTED = 0x1
_TEXTS = (".xml", ".rels")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 0x10000  # compressed bytes, a thousandth of what they can hold at most
_DOCTYPES = ("<!DOCTYPE".encode("ascii"), "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
# As nearly all parts begin: after a declaration, in single bytes, with an element.
_ELEMENT_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^?>]*\?>)?\s*<[A-Za-z_]")


class Package:
    """压缩包里的各部件 — the parts of a workbook file, held in memory.

    >>> buffer = io.BytesIO()
    >>> with zipfile.ZipFile(buffer, "w") as made:
    ...     made.writestr("a.xml", "<a/>")
    >>> package = Package(buffer.getvalue())
    >>> package.put("b.xml", b"<b/>")
    >>> Package(package.to_bytes()).names()
    ['a.xml', 'b.xml']
    """

    def __init__(self, data: bytes) -> None:
        """Read the directory of the zip; FileProblem where it is damaged or cannot be copied safely."""
        self.data = data  # the file as it was opened
        self._raw = memoryview(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as problem:  # as in _original
            raise FileProblem(
                "压缩包不完整或已损坏（下载或复制中断？），请重新取得此文件"
                " | incomplete or damaged (download broken off?); get the file again"
            ) from problem
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._read: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self.ahead: dict[str, tuple[bytes, Callable[[], Packed]]] = {}  # contents that are being packed
        if len({*map(str.lower, self._members)}) != len(self._zip.infolist()):  # whatever the case
            raise FileProblem.parts_alike()
        if any(info.flag_bits & _ENCRYPTED for info in self._members.values()):
            raise FileProblem("压缩包设有密码，请先去掉密码 | the archive is protected by a password")
        if any(info.compress_type not in _METHODS for info in self._members.values()):
            raise FileProblem(  # zipfile would inflate a piece of them to gigabytes at once
                "压缩包用了办公软件不用的压缩方式（bzip2、LZMA 等），请解压后重新压缩为普通 zip"
                " | compressed in a way that no office suite reads; pack it again as a plain zip"
            )

    def refuse_bombs(self, parts: Container[str] | None = None) -> None:
        """FileProblem where one of these parts is too large, is not as large as is said, or has a DOCTYPE.

        All of XML where none are named.
        """
        texts = [
            info
            for name, info in self._members.items()
            if (name.lower().endswith(_TEXTS) if parts is None else name in parts)
        ]
        for variable, size in (
            ("XLFUNCS_MAX_PART", max((info.file_size for info in texts), default=0)),
            ("XLFUNCS_MAX_INFLATED", sum(info.file_size for info in texts)),
        ):
            if size > limit(variable):
                raise FileProblem(
                    f"解压后有 {size} 字节，超过上限（{variable} 可以调高），没有读取"
                    f" | {size} bytes once unpacked, above the limit (see {variable}); not read"
                )
        for info in texts:
            try:
                content = self._original(info.filename)
            except FileProblem:
                if info.compress_size > _SMALL:  # a reader of its own would find out after gigabytes
                    raise
                continue  # perhaps nobody asks for it
            # No kind of workbook has one, before its first element: it could stand for anything.
            if not _ELEMENT_FIRST.match(content) and any(mark in content for mark in _DOCTYPES):
                part = info.filename
                raise FileProblem.to_resave(f"部件 {part} 含有 DOCTYPE 声明", f"{part} has a DOCTYPE")

    def copy(self) -> Package:
        """A package to change while this one stays as it is; what was inflated already serves both."""
        other = Package.__new__(Package)
        vars(other).update(vars(self), _new=dict(self._new), _gone=set(self._gone))
        return other

    def names(self) -> list[str]:
        """The parts, in the order of the file, new ones last."""
        kept = [name for name in self._members if name not in self._gone]
        return kept + [name for name in self._new if name not in self._members]

    def written(self) -> list[str]:
        """The parts that are not as they were."""
        return list(self._new)

    def __contains__(self, part: str) -> bool:
        return part in self._new or (part in self._members and part not in self._gone)

    def read(self, part: str) -> bytes:
        """The content of a part; FileProblem where it is missing or damaged."""
        if part in self._new:
            return self._new[part]
        if part not in self:
            raise FileProblem(f"文件中缺少部件 {part} | the part {part} is missing")
        return self._original(part)

    def put(self, part: str, content: bytes) -> None:
        """Replace or add a part; the content it already has leaves its bytes alone."""
        if part in self._members and self._original(part) == content:
            self._new.pop(part, None)
        else:
            self._new[part] = content
        self._gone.discard(part)

    def remove(self, part: str) -> None:
        """Take a part out of the file (references to it are the caller's)."""
        self._new.pop(part, None)
        self._gone.add(part)

    def begun(self, part: str) -> bool:
        """Whether a part is being packed as it is now."""
        return part in self.ahead and self.ahead[part][0] is self._new.get(part)

    def to_bytes(self, level: int = LEVEL) -> bytes:
        """The whole file; `level` is the deflate level of changed parts.

        2 takes two thirds of the time of 4 for a sheet 15 % larger; 0 deflates nothing that is at hand.
        """
        out: list[bytes | memoryview] = []
        directory: list[bytes] = []
        offset = 0
        for name in self.names():
            info = self._members.get(name) or zipfile.ZipInfo(name)
            local, central, data = self._member(name, info, level)
            if max(offset, len(data), info.file_size) >= _LIMIT:
                raise FileProblem("文件超过 4 GB，无法改写 | more than 4 GB")
            directory.append(central + struct.pack("<L", offset) + encoded(info)[0])
            out += [local, data]
            offset += len(local) + len(data)
        size = sum(map(len, directory))
        if len(directory) > 0xFFFF or offset + size >= _LIMIT:
            raise FileProblem("文件部件过多或超过 4 GB，无法改写 | too many parts, or more than 4 GB")
        end = struct.pack("<4s4H2LH", _END, 0, 0, len(directory), len(directory), size, offset, 0)
        return b"".join([*out, *directory, end])

    def _original(self, part: str) -> bytes:
        if part not in self._read:
            try:
                self._read[part] = inflated(self._zip, self._raw, self._members[part])
            except Exception as problem:  # zipfile lets through whatever a damaged file makes it stumble over
                raise FileProblem(
                    f"部件 {part} 已损坏，请重新取得此文件 | the part {part} is damaged; get the file again"
                ) from problem
        return self._read[part]

    def _member(
        self, name: str, info: zipfile.ZipInfo, level: int
    ) -> tuple[bytes, bytes, bytes | memoryview]:
        """Local header, directory entry up to the offset, and compressed bytes."""
        data: bytes | memoryview
        if name in self._new:
            content, size = self._new[name], len(self._new[name])
            ahead = level == LEVEL and self.begun(name)
            data, crc, method = self.ahead[name][1]() if ahead else packed(content, level)
        elif not level and name in self._read:
            data, crc, size, method = self._read[name], info.CRC, info.file_size, zipfile.ZIP_STORED
        else:
            data, crc, size, method = copied(self._raw, info), info.CRC, info.file_size, info.compress_type
        return *headers(info, method, size, len(data), crc), data
