"""终端 — what a command says, and the net under every command: nothing here can fail, or decide what was done.

Standard output and standard error take everything: what their encoding lacks is replaced, and once nobody reads any
longer the rest is left out. Names and texts arrive without control characters. JSON is UTF-8 whatever the terminal is.
"""

from __future__ import annotations

import contextlib
import gc
import json
import math
import os
import re
import sys
import traceback
from collections.abc import Iterator
from typing import Any, NoReturn

import click

from xlfuncs.bilingual import spoken
from xlfuncs.cli.language import choose, said, speak
from xlfuncs.cli.streams import tolerant
from xlfuncs.errors import XlfuncsError

BAD_INPUT, _INTERRUPTED = 3, 130
_WORDS = f"{__name__}.words"
# What moves a cursor, colours, or turns the reading direction; line breaks within a name, too.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """A text without control characters: line breaks and tabs become blanks, the others a sign of their own.

    >>> visible("甲\\x1b[31m乙\\n丙")
    '甲␛[31m乙 丙'
    """
    return _UNSEEN.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\t\n\r\v\f\u2028\u2029":
        return " "
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def sentence(problem: BaseException) -> str:
    """What to tell an officer of any exception at all, in the language spoken.

    >>> sentence(KeyError("score"))
    '程序没有料到这种内容（KeyError: score），没有处理完；请把此文件交给维护者'
    """
    if isinstance(problem, XlfuncsError):
        return spoken(str(problem))
    if isinstance(problem, MemoryError):
        return spoken("内存不够，没有处理完；请关闭其他程序，或拆分此文件后再试 | out of memory")
    if isinstance(problem, RecursionError):
        return spoken("内容嵌套过深，无法处理；请用办公软件打开并另存 | nested too deeply")
    if isinstance(problem, OSError) and problem.strerror:
        words = "系统没有答应（{what}），没有处理完；请检查磁盘空间、权限和所在文件夹后再试 | the system refused: {what}"
        return said(words, what=problem.strerror)
    what = f"{type(problem).__name__}: {' '.join(str(problem).split()).strip(chr(39))[:200]}"
    words = "程序没有料到这种内容（{what}），没有处理完；请把此文件交给维护者 | unexpected content"
    return said(words, what=what)


def fail(message: str) -> NoReturn:
    """Say what is wrong and stop."""
    click.echo(said("错误：{message} | Error: {message}", message=visible(message)), err=True)
    sys.exit(BAD_INPUT)


class SafeGroup(click.Group):
    """Turns whatever goes wrong in a command into one line on stderr that names the file, and exit code 3."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run with streams that take everything."""
        given = args[0] if args else extra.pop("args", None)
        if given is None:  # a process of its own
            # It lives for seconds, and rows become hundreds of thousands of objects of which none lies in a cycle:
            # looking through them again and again, for nothing, would be a tenth of the whole.
            gc.disable()
        words = choose([*(sys.argv[1:] if given is None else given)])
        speak(self)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = map(tolerant, streams)
        try:
            return super().main(words, *args[1:], **extra)
        finally:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            sys.stdout, sys.stderr = streams
            if given is None:
                gc.freeze()  # nor at its end

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed, for messages."""
        ctx.meta[_WORDS] = [*args]
        return super().parse_args(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Ctrl-C while what was typed is read has the exit code that it has later on."""
        with _interruptible():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a message, never a traceback, whatever it met."""
        try:
            with _interruptible():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, SystemExit):
            raise
        except XlfuncsError as error:
            _trace()
            fail(sentence(error))
        except BaseException as problem:  # a panic of a library is no Exception
            _trace()
            command, *words = ctx.meta[_WORDS]
            file = next(filter(os.path.exists, words), command)
            fail(f"{file}：{sentence(problem)}")


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        click.echo(said("已中断 | interrupted"), err=True)
        sys.exit(_INTERRUPTED)


def _trace() -> None:
    if os.environ.get("XLFUNCS_DEBUG"):
        traceback.print_exc()


@contextlib.contextmanager
def showing() -> Iterator[None]:
    """Around what only shows a result: no failure there changes what was done, or the exit code."""
    try:
        yield
    except Exception as problem:
        _trace()
        words = "结果没有全部显示（{why}） | not all of the result could be shown ({why})"
        click.echo(said(words, why=visible(sentence(problem))), err=True)


def print_json(data: Any, *, indent: int | None = 2) -> None:
    """Valid JSON in UTF-8, in one line without ``indent``; what is no finite number is null."""
    try:
        text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(data), ensure_ascii=False, indent=indent)
    text = _UNSEEN.sub(_escaped, text)
    out = getattr(sys.stdout, "buffer", None)
    if out is None:  # no console, or one made of text
        click.echo(text)
        return
    sys.stdout.flush()
    out.write(f"{text}\n".encode("utf-8", "replace"))
    out.flush()


def _escaped(found: re.Match[str]) -> str:
    """As JSON may spell a character that a terminal would obey; a line break parts JSON itself."""
    return found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}"


def _finite(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data
