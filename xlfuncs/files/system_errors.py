"""系统的错误 — what the operating system says of a file that it does not read or write, in words for its owner."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlfuncs.errors import FileProblem

READING = {
    0: "读取失败（{}） | cannot be read ({})",
    errno.ENOENT: "找不到该文件，请检查文件名和路径 | no such file; check its name and path",
    errno.ENOTDIR: "没有这个文件 | no such file",
    errno.EACCES: "没有读取权限，或正被别的程序打开 | no right to read it, or open in another program",
    errno.ELOOP: "链接绕成了圈，找不到文件 | the link leads in a circle",
    errno.ENAMETOOLONG: "文件名过长 | the name is too long",
}
WRITING = {
    0: "写入失败（{}） | cannot be written ({})",
    errno.ENOSPC: "磁盘已满，没有写入，原文件未动 | the disk is full; not written, the file is as it was",
    errno.EDQUOT: "磁盘配额已满，没有写入，原文件未动 | the quota is full; not written, the file is as it was",
    errno.EFBIG: "超过系统允许的文件大小，没有写入，原文件未动 | too large for the system; not written, the file is as it was",
    errno.EACCES: "没有写入权限，或正被别的程序打开，原文件未动 | no right to write, or open elsewhere; the file is as it was",
    errno.EPERM: "没有写入权限，原文件未动 | no right to write; the file is as it was",
    errno.EROFS: "所在磁盘是只读的，没有写入 | the disk is read-only; not written",
    errno.ENOENT: "目标文件夹不存在，没有写入；请先建立它，或写到别处 | no such folder, nothing is written; make it first",
    errno.ENOTDIR: "目标文件夹不存在，没有写入；请先建立它，或写到别处 | no such folder, nothing is written; make it first",
    errno.ELOOP: "链接绕成了圈，没有写入 | the link leads in a circle; not written",
    errno.ENAMETOOLONG: "文件名过长，没有写入 | the name is too long; not written",
    errno.EEXIST: "刚刚出现了同名文件，没有写入；请换个文件名 | a file of that name has just appeared; not written",
}
MAKING = {
    0: "无法建立这个文件夹（{}） | this folder cannot be made ({})",
    errno.EEXIST: "已有同名的文件，无法建立这个文件夹 | a file of that name is there, the folder cannot be made",
    errno.ENOTDIR: "上级不是文件夹，无法建立这个文件夹 | what it should lie in is no folder, it cannot be made",
    errno.ENOSPC: "磁盘已满，无法建立这个文件夹 | the disk is full, this folder cannot be made",
    errno.EROFS: "所在磁盘是只读的，无法建立这个文件夹 | the disk is read-only, this folder cannot be made",
    errno.EACCES: "没有权限，无法建立这个文件夹 | no right to make this folder",
    errno.ENAMETOOLONG: "文件夹名过长，无法建立 | the name is too long for a folder",
}


@contextmanager
def in_words(path: Path, words: dict[int, str]) -> Iterator[None]:
    """A problem of the file in words, as FileProblem: those of its error number, else those of 0 with the system's reason."""
    try:
        yield
    except FileProblem:
        raise
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        text = words.get(getattr(problem, "errno", 0) or 0) or words[0].format(reason, reason)
        raise FileProblem(text).within(str(path)) from problem
