"""docs/images/scored_table.png: the scored example as LibreOffice prints it, on one page: `make pictures`."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from openpyxl import load_workbook

from xlfuncs import score_file
from xlfuncs.making.new import new_form

PICTURE = Path(__file__).parents[1] / "docs/images/scored_table.png"
SHEET = "评分表"
DPI = 150
MARGIN = 0.3  # inches kept around the table


def scored(folder: Path) -> Path:
    """The demo's workbook, its score sheet made to print on one page and the others hidden."""
    example, path = folder / "example.xlsx", folder / "table.xlsx"
    example.write_bytes(new_form("department-evaluation-beijing", example=True))
    score_file(example, path)
    copy = load_workbook(path)
    for sheet in copy:
        sheet.sheet_state = "visible" if sheet.title == SHEET else "hidden"
    sheet = copy[SHEET]
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1
    sheet.print_title_rows = sheet.oddFooter.center.text = None
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = margins.header = margins.footer = MARGIN
    copy.active = copy.index(sheet)
    copy.save(path)
    return path


def printed(workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def drawn(pdf: Path, picture: Path) -> None:
    """The page as a picture, down to the last line that has ink."""
    command = ["pdftoppm", "-singlefile", "-r", str(DPI), str(pdf)]
    gray = subprocess.run([*command, "-gray"], check=True, capture_output=True).stdout
    width, height = map(int, gray.split(maxsplit=3)[1:3])
    pixels = gray[-width * height :]
    ink = max(row for row in range(height) if min(pixels[row * width : (row + 1) * width]) < 128)
    bottom = ink + round(MARGIN * DPI)
    subprocess.run([*command, str(picture.with_suffix("")), "-png", "-H", str(bottom)], check=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        drawn(printed(scored(Path(name)), Path(name)), PICTURE)
    print(PICTURE.relative_to(PICTURE.parents[2]))
