"""The page in a browser, as a person has it before them, and its worker, as its scripts have it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser, Download, Page

TODAY = "2026-01-01"
PATIENCE = 120_000  # milliseconds, on a busy machine
_ASK = """async ([name, content, today]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const answer = await (await worker()).ask("score", { name, bytes, today });
    let text = "";
    for (const byte of answer.bytes) text += String.fromCharCode(byte);
    return [JSON.stringify(answer.found), btoa(text)];
}"""


class Opened:
    """A tab with the page, opened from its file, the network cut."""

    def __init__(self, browser: Browser, path: Path, *, before: str = "", ready: bool = True) -> None:
        self._context = browser.new_context(
            viewport={"width": 1280, "height": 720}, offline=True, accept_downloads=True, locale="zh-CN"
        )
        self.tab: Page = self._context.new_page()
        self.problems: list[str] = []  # errors and warnings of the console
        self.requests: list[str] = []  # of anything but the file itself and what it holds in memory
        self.tab.on("pageerror", lambda error: self.problems.append(str(error)))
        self.tab.on("console", lambda said: self.problems.append(said.text))
        self.tab.on("request", self._note)
        if before:
            self.tab.add_init_script(before)
        self.tab.goto(f"{path.as_uri()}#today={TODAY}")
        if ready:
            self.tab.wait_for_selector("#drop.ready", timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def _note(self, request: Any) -> None:
        if not request.url.startswith(("file:", "blob:")):
            self.requests.append(request.url)

    def take(self, *files: Path | str) -> None:
        """Choose files with the picker, and wait for their cards."""
        self._choose("#files", list(files))

    def take_folder(self, folder: Path) -> None:
        """Choose a folder with the picker, and wait for its cards."""
        self._choose("#folder", folder)

    def _choose(self, picker: str, chosen: Any) -> None:
        self.tab.evaluate("document.getElementById('cards').replaceChildren()")
        self.tab.set_input_files(picker, chosen)
        self.tab.wait_for_selector("#cards .card", timeout=PATIENCE)

    def total(self) -> str:
        return self.tab.inner_text("#cards .total")

    def download(self, button: str) -> Download:
        with self.tab.expect_download() as coming:
            self.tab.click(button)
        return coming.value

    def score(self, name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
        """What the page's worker says of a file, and the bytes it would save."""
        found, saved = self.tab.evaluate(_ASK, [name, base64.b64encode(content).decode(), TODAY])
        return json.loads(found), base64.b64decode(saved)
