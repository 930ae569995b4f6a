"""The page in Firefox, from its file, the network cut: ``make firefox``, for which Debian's firefox-esr is installed.

Playwright drives a Firefox of its own only; the stock one is asked by WebDriver BiDi.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.web.opened import PATIENCE, TODAY

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "workbook_templates" / "examples" / "beijing_department_evaluation_example.xlsx"
FOREIGN = ROOT / "tests" / "cases" / "base.xlsx"
SETTINGS = """
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("browser.download.folderList", 2);
user_pref("browser.download.dir", "%s");
"""


class Firefox:
    """A headless Firefox with one tab."""

    def __init__(self, socket: ClientConnection, downloads: Path) -> None:
        self._socket, self.downloads = socket, downloads
        self._count = itertools.count(1)
        self.problems: list[str] = []  # errors and warnings of the console
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self._tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **parameters: Any) -> Any:
        """The answer to a command; what the console says in between is kept."""
        number = next(self._count)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(PATIENCE / 1000))
            if answer.get("method") == "log.entryAdded":
                self.problems.append(str(answer["params"]["text"]))
            elif answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, page: Path) -> None:
        """Open a page and wait until it is ready."""
        self.ask(
            "browsingContext.navigate",
            context=self._tab,
            url=f"{page.as_uri()}#today={TODAY}",
            wait="complete",
        )
        self.wait(lambda: self.says("document.querySelector('#drop.ready') !== null"))

    def says(self, expression: str) -> Any:
        """What an expression gives in the page."""
        asked = {"expression": f"Promise.resolve({expression}).then(JSON.stringify)", "awaitPromise": True}
        found = self.ask("script.evaluate", target={"context": self._tab}, **asked)
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def wait(self, until: Callable[[], object]) -> None:
        """Wait for something."""
        end = time.monotonic() + PATIENCE / 1000
        while not until():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.1)

    def take(self, file: Path) -> None:
        """Choose a file, and wait for its card."""
        self.says("[document.getElementById('cards').replaceChildren()].length")
        (picker,) = self.ask(
            "browsingContext.locateNodes", context=self._tab, locator={"type": "css", "value": "#files"}
        )["nodes"]
        self.ask(
            "input.setFiles", context=self._tab, element={"sharedId": picker["sharedId"]}, files=[str(file)]
        )
        self.wait(lambda: self.says("document.querySelectorAll('#cards .card').length"))


@contextmanager
def started(folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, ended with the test."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir()
    downloads.mkdir()
    (profile / "user.js").write_text(SETTINGS % downloads, "utf-8")
    command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--remote-debugging-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stderr
            said = (re.search(r"BiDi listening on (ws:\S+)", line) for line in process.stderr)
            address = next(filter(None, said))[1]
            with connect(f"{address}/session", max_size=None) as socket:
                yield Firefox(socket, downloads)
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def firefox(page_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with started(tmp_path_factory.mktemp("firefox")) as running:
        running.open(page_file)
        yield running
        assert running.problems == []


@pytest.mark.parametrize(("file", "total"), [(EXAMPLE, "92.73"), (FOREIGN, "91.92")], ids=["own", "foreign"])
def test_a_table(file: Path, total: str, firefox: Firefox) -> None:
    firefox.take(file)
    assert firefox.says("document.querySelector('#cards .total').textContent") == total


def test_the_scored_copy_is_saved(firefox: Firefox) -> None:
    firefox.take(EXAMPLE)
    firefox.says("[document.querySelector('.download').click()].length")
    saved = firefox.downloads / "beijing_department_evaluation_example_评分.xlsx"
    firefox.wait(lambda: saved.exists() and saved.stat().st_size)
    assert saved.read_bytes()[:2] == b"PK"


def test_nothing_can_be_sent(firefox: Firefox) -> None:
    blocked = """new Promise((done) => {
        document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
        fetch("https://example.invalid/").then(() => done("sent"), () => 0);
    })"""
    assert firefox.says(blocked) == "connect-src"
