"""生成网页版 — the command that makes the page."""

from __future__ import annotations

from pathlib import Path

import click

from xlfuncs.bilingual import spoken

_CACHE = Path("build/npm")  # what npm gives is fetched once


@click.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="写到哪个 .html | page to write"
)
@click.option(
    "--compatible",
    is_flag=True,
    help="供旧浏览器（Chromium 85 至 102）使用 | for browsers from Chromium 85 to 102",
)
@click.option(
    "--fast-start",
    is_flag=True,
    help="带内存映像：启动更快，文件大一倍多 | with an image of the memory: starts faster, twice the size",
)
@click.option(
    "--cache",
    default=_CACHE,
    type=click.Path(path_type=Path),
    help="从 npm 取得的部件存放在哪里 | where parts from npm are kept",
)
@click.option("--force", is_flag=True, help="文件已经存在也改写 | replace the file")
def web(output: Path, compatible: bool, fast_start: bool, cache: Path, force: bool) -> None:
    """生成网页版：一个 .html，在浏览器中评分，不需安装 | the page that runs in a browser."""
    import hashlib

    from xlfuncs.files.disk import refuse_existing, refuse_unwritable, write_bytes
    from xlfuncs.web.build import page

    if not force:
        refuse_existing(output, "；要改写它请加 --force")
    refuse_unwritable(output)  # rather before the work than after it
    if output.suffix.lower() not in (".html", ".htm"):
        words = spoken("网页版须写成 .html，不能写成 {} | the page is an .html, not {}")
        raise click.UsageError(words.format(output.name))
    content = page(cache, compatible=compatible, fast_start=fast_start)
    write_bytes(output, content)
    size, digest = len(content) / 1e6, hashlib.sha256(content).hexdigest()
    click.echo(spoken("已写出 {}，{:.1f} MB | written {}, {:.1f} MB").format(output, size))
    click.echo(f"SHA-256 {digest}")
