"""Pictures for the guides: LibreOffice in Chinese, on the display it finds, with our extension.

Run by the system's own Python, which has `uno`: python3 scripts/screenshot.py EXTENSION WORKBOOK PROJECT FOLDER
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.addins.calc.profile import speak_chinese
from tests.addins.calc.server import Office, dispatch

SIZE = 1500, 920  # of the window [pixels]
TABLE, REPORT = "评分表", "核对"
YES = "是(Y)"
ANSWERED = 8  # until the message stands there, on a slow machine [s]
MOST_CHILDREN = 1000  # the sheet itself has millions
POSITION_AND_SIZE = 15  # com.sun.star.awt.PosSize


class VisibleOffice(Office):
    """An office that a person could see."""

    def start(self) -> None:
        if "--headless" in self.command:
            self.command.remove("--headless")
            self.environment |= {name: os.environ[name] for name in ("DISPLAY", "XAUTHORITY")}
        super().start()


def click(office: VisibleOffice, name: str) -> None:
    """Click on the uppermost thing of that name, as assistive technology finds it."""
    toolkit = office.service("com.sun.star.awt.Toolkit")
    waiting = [toolkit.getTopWindow(number).AccessibleContext for number in range(toolkit.TopWindowCount)]
    places = []
    while waiting:
        found = waiting.pop()
        if found.AccessibleName == name:
            places.append((found.LocationOnScreen, found.Size))
        children = found.AccessibleChildCount
        if children < MOST_CHILDREN:
            inside = (found.getAccessibleChild(number).AccessibleContext for number in range(children))
            waiting += filter(None, inside)
    place, size = min(places, key=lambda found: found[0].Y)
    at = str(place.X + size.Width // 2), str(place.Y + size.Height // 2)
    subprocess.run(["xdotool", "mousemove", *at, "click", "1"], check=True)


def picture(path: Path) -> None:
    """The whole display, once everything is drawn."""
    time.sleep(3)
    subprocess.run(["import", "-window", "root", "+dither", "-colors", "128", f"png8:{path}"], check=True)


def press(office: VisibleOffice, document: Any, command: str) -> threading.Thread:
    """Press a button; it comes back when its message is answered, or when the office ends."""

    def pressed() -> None:
        with contextlib.suppress(Exception):
            dispatch(office.service("com.sun.star.frame.DispatchHelper"), document, command)

    pressing = threading.Thread(target=pressed, daemon=True)
    pressing.start()
    return pressing


def main() -> None:
    extension, workbook, project, folder = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        profile = Path(name)
        (profile / "extensions").mkdir()
        shutil.copy(extension, profile / "extensions")
        speak_chinese(profile)
        office = VisibleOffice(profile)
        try:
            show_project(office, Path(shutil.copy(project, profile)), folder)
            copy = Path(shutil.copy(workbook, profile))
            take_pictures(office, office.desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, ()), folder)
        finally:
            office.process.kill()  # with dialogs still open
            office.process.wait()


def show_project(office: VisibleOffice, workbook: Path, folder: Path) -> None:
    """A filled project form as it opens, at its table."""
    document = office.desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, ())
    controller = document.CurrentController
    controller.Frame.ContainerWindow.setPosSize(0, 0, *SIZE, POSITION_AND_SIZE)
    controller.setActiveSheet(document.Sheets.getByIndex(2))  # behind 说明 and 基础数据
    picture(folder / "project_screen.png")
    document.close(True)


def take_pictures(office: VisibleOffice, document: Any, folder: Path) -> None:
    controller = document.CurrentController
    controller.Frame.ContainerWindow.setPosSize(0, 0, *SIZE, POSITION_AND_SIZE)
    controller.setActiveSheet(document.Sheets.getByName(TABLE))
    refreshing = press(office, document, "refresh")
    time.sleep(ANSWERED)
    picture(folder / "calc_scored.png")  # with the message
    click(office, YES)
    refreshing.join()
    assert controller.ActiveSheet.Name == REPORT

    press(office, document, "check")
    picture(folder / "calc_check.png")


if __name__ == "__main__":
    main()
