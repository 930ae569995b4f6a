"""Pictures of filled tables as LibreOffice prints them, each on one page: `make pictures`."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from openpyxl import load_workbook

from xlfuncs import score_file
from xlfuncs.making.new import new_form

IMAGES = Path(__file__).parents[1] / "docs/images"
PICTURES = {  # picture → form, sheet
    "scored_table.png": ("department-evaluation-beijing", "评分表"),
    "project_print.png": ("project-self-evaluation", "虚构_养老服务站建设"),
}
WIDTH = 1000  # pixels of a picture
COARSE = 150  # dots an inch, where ink is looked for
MARGIN = 0.2  # inches kept around the table


def scored(folder: Path, form: str, shown: str) -> Path:
    """A form's example, scored, one of its sheets made to print on one page and the others hidden."""
    example, path = folder / f"{form}.xlsx", folder / f"{form}_scored.xlsx"
    example.write_bytes(new_form(form, example=True))
    score_file(example, path)
    copy = load_workbook(path)
    for sheet in copy:
        sheet.sheet_state = "visible" if sheet.title == shown else "hidden"
    sheet = copy[shown]
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1
    sheet.row_breaks.brk = []
    sheet.print_title_rows = sheet.oddFooter.center.text = None
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = margins.header = margins.footer = MARGIN
    copy.move_sheet(sheet, -copy.index(sheet))  # the first page is drawn
    copy.active = sheet
    copy.save(path)
    return path


def printed(workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def drawn(pdf: Path, picture: Path) -> None:
    """The part of the page that has ink, as wide as other pictures: a long table is narrow on its page."""
    command = ["pdftoppm", "-singlefile", str(pdf)]
    gray = subprocess.run([*command, "-gray", "-r", str(COARSE)], check=True, capture_output=True).stdout
    width, height = map(int, gray.split(maxsplit=3)[1:3])
    pixels = gray[-width * height :]
    columns = [column for column in range(width) if min(pixels[column::width]) < 128]
    rows = [row for row in range(height) if min(pixels[row * width : (row + 1) * width]) < 128]
    edge = round(MARGIN * COARSE)
    corner, size = (columns[0] - edge, rows[0] - edge), (columns[-1] - columns[0], rows[-1] - rows[0])
    scale = WIDTH / (size[0] + 2 * edge)
    left, top, wide, high = (round(scale * n) for n in (*corner, *(length + 2 * edge for length in size)))
    options = f"-png -r {scale * COARSE:.0f} -x {left} -y {top} -W {wide} -H {high}".split()
    subprocess.run([*command, str(picture.with_suffix("")), *options], check=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for picture, shown in PICTURES.items():
            drawn(printed(scored(Path(name), *shown), Path(name)), IMAGES / picture)
            print(f"docs/images/{picture}")
