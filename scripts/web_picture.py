"""docs/images/web.png: the page with the scored example, in Debian's Chromium: `make pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from xlfuncs.making.new import new_form
from xlfuncs.web.build import page

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/images/web.png"

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        made, example = Path(name, "page.html"), Path(name, "北京市商务局2022年评分表.xlsx")
        made.write_bytes(page(ROOT / "build/npm"))
        example.write_bytes(new_form("department-evaluation-beijing", example=True))
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 860})
        tab.goto(made.as_uri())
        tab.wait_for_selector("#drop.ready", timeout=120_000)
        tab.evaluate("worker().then((one) => one.ask('prepare'))")  # nobody chooses a file at once
        tab.set_input_files("#files", example)
        tab.wait_for_selector("#cards .card")
        tab.screenshot(path=PICTURE)
        browser.close()
