"""The page in Debian's Chromium: its start against Pyodide's own, one workbook and a folder against this process."""

from __future__ import annotations

import base64
import re
import resource
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import Row, seconds
from benchmarks.workbook import SMALL, long_table
from tests.web.opened import Opened
from xlfuncs.web import answers
from xlfuncs.web.build import page
from xlfuncs.web.npm import CURRENT, fetched

CACHE = Path(__file__).parents[1] / "build" / "npm"
FILES, TURNS = 200, 2
BARE = """<!doctype html><script type="module">
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
python.runPython("1 + 1");
document.title = performance.now();
</script>"""
# Milliseconds for so many copies of a workbook in so many workers, all of them started.
SPREAD = """async ([content, files, most]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const score = (one, n) => one.ask("score", { name: `${n}.xlsx`, bytes: bytes.slice() });
    await Promise.all(Array.from({ length: most }, async (_, place) => score(await worker(place), 0)));
    const began = performance.now();
    await spread(Array.from({ length: files }, (_, n) => n), score, most).done;
    return performance.now() - began;
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a port of this machine; Pyodide's own loader does not start from a file."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def start_rows(browser: Browser, path: Path, workbook: Path) -> Iterator[Row]:
    """Until the page can be used, and has scored a workbook, against Pyodide alone until it has computed something."""
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as address:
        for part in fetched(CURRENT, CACHE).iterdir():
            Path(name, part.name).symlink_to(part)
        Path(name, "bare.html").write_text(BARE, "utf-8")
        ours = scored = theirs = float("inf")
        for _ in range(TURNS):
            with Opened(browser, path) as opened:
                ours = min(ours, opened.tab.evaluate("state.startup") / 1e3)
                opened.take(workbook)
                scored = min(scored, opened.tab.evaluate("performance.now()") / 1e3)
            tab = browser.new_page()
            tab.goto(f"{address}/bare.html")
            tab.wait_for_function("document.title", timeout=120_000)
            theirs = min(theirs, float(tab.title()) / 1e3)
            tab.close()
    against = f"Pyodide alone, from a server, {theirs:.2f} s"
    yield Row("the page: ready", f"{ours:.2f} s", against, ours / theirs, at_most=1.5)
    yield Row("the page: its first workbook scored", f"{scored:.2f} s", against, scored / theirs)


def scoring_rows(browser: Browser, path: Path, workbook: Path) -> Iterator[Row]:
    """One workbook, and as many as a folder holds; and what the tab takes."""
    content = workbook.read_bytes()
    encoded = base64.b64encode(content).decode()
    native = seconds(lambda: answers.score("sixty.xlsx", content), 7)

    def in_page(files: int, workers: int) -> float:
        return min(float(opened.tab.evaluate(SPREAD, [encoded, files, workers])) / 1e3 for _ in range(TURNS))

    with Opened(browser, path) as opened:
        one = min(in_page(1, 1) for _ in range(20))  # a browser compiles in the background what is run often
        against = f"in this process, {native * 1e3:.1f} ms"
        yield Row(f"the page: {SMALL} rows, warm", f"{one * 1e3:.1f} ms", against, one / native, at_most=3)
        single, double = in_page(FILES, 1), in_page(FILES, 2)
        here = seconds(lambda: [answers.score("sixty.xlsx", content) for _ in range(FILES)], TURNS)
        rate, what = f"{FILES / double:.0f} a second", f"the page: {FILES} files in two workers"
        yield Row(what, rate, f"in one worker, {FILES / single:.0f} a second", single / double, at_least=1.7)
        yield Row(what, rate, f"in this process, {FILES / here:.0f} a second", here / double, at_least=0.7)
        tab = memory(browser)
        ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Row(
            "the page: memory of the tab, two workers",
            f"{tab:.0f} MB",
            f"this process, {ours:.0f} MB",
            tab / ours,
        )


def memory(browser: Browser) -> float:
    """What the tabs' processes hold [MB], parts they share counted once."""
    listed = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    tabs = [process["id"] for process in listed if process["type"] == "renderer"]
    held = (Path(f"/proc/{tab}/smaps_rollup").read_text("utf-8") for tab in tabs)
    return max(int(found[1]) for text in held if (found := re.search(r"Pss:\s+(\d+) kB", text))) / 1024


def table() -> list[Row]:
    """The rows of `make bench`."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        workbook, path = Path(name, "sixty.xlsx"), Path(name, "page.html")
        long_table(workbook, SMALL)
        path.write_bytes(page(CACHE))
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            return [*start_rows(browser, path, workbook), *scoring_rows(browser, path, workbook)]
        finally:
            browser.close()
