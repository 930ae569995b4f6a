# The commands of the repository, for /bin/sh on a fresh Debian 12 (Python >= 3.10). All may be repeated.
#   make demo   score the bundled example; needs no office suite
#   make test   everything that must hold: lint, types, tests in LibreOffice and IronCalc
#   make bench  speed, as ratios against the floors and the peers
#   make bench-large  2,000 and 10,000 workbooks reviewed, a table of 200,000 rows; about a quarter of an hour
#   make accuracy  how many tables are read and rows scored right; fails for one wrong score in silence
#   make pythons  the tests of the core on CPython 3.10 to 3.14, as far as there are interpreters
#   make firefox  the page in Debian's Firefox
#   make release  dist/: wheel, add-ins, the page, blank tables, the packages of a PC without a network, hashes, SBOM
#   make own-cells  every cell of every shipped workbook emptied or replaced: never a traceback
#   make fuzz   20,000 workbooks spoiled in every way: scored or refused by name, never a traceback or a hang
#   make tampered  500 tamperings of each official workbook: 99 % named at their cell, nothing honest found fault with
#   make docs, make templates, make pictures   what is generated and checked in: pages, workbooks, pictures
.POSIX:
.PHONY: demo test bench bench-large accuracy own-cells tampered fuzz pythons firefox release docs templates pictures clean screenshot

PYTHON = python3
BIN = .venv/bin

demo: .venv/runtime.stamp
	@$(BIN)/xlfuncs demo

test: .venv/dev.stamp
	@sh scripts/setup.sh system
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 3 --dist loadfile

bench: .venv/dev.stamp
	@$(BIN)/python -m benchmarks

bench-large: .venv/dev.stamp
	@XLFUNCS_LARGE=1 $(BIN)/python -m benchmarks review

accuracy: .venv/dev.stamp
	@$(BIN)/python -m benchmarks.accuracy

pythons: .venv/dev.stamp
	@$(BIN)/python -m scripts.pythons

firefox: .venv/dev.stamp
	@sh scripts/setup.sh firefox
	$(BIN)/python -m pytest -q tests/web/firefox.py

release: .venv/dev.stamp
	@$(BIN)/python -m scripts.make_release

own-cells: .venv/dev.stamp
	@$(BIN)/python -m benchmarks.fuzz.own_cells

fuzz: .venv/dev.stamp
	@sh scripts/setup.sh system
	@$(BIN)/python -m benchmarks.fuzz

tampered: .venv/dev.stamp
	@$(BIN)/python -m benchmarks.fuzz.tampered

docs: .venv/dev.stamp
	@$(BIN)/python -m scripts.make_docs

templates: .venv/dev.stamp
	@$(BIN)/python -m scripts.make_templates

pictures: .venv/dev.stamp
	@sh scripts/setup.sh system
	@$(BIN)/python -m scripts.make_pictures
	@$(BIN)/python -m scripts.web_picture

# Pictures of Calc with the add-in, in Chinese, on a display that is not there.
screenshot: .venv/dev.stamp
	@sh scripts/setup.sh screenshot
	@$(BIN)/xlfuncs addin calc -o build/screenshot
	@rm -f build/screenshot/example.xlsx
	@$(BIN)/xlfuncs new department-evaluation-beijing --example -o build/screenshot/example.xlsx
	@rm -f build/screenshot/project.xlsx
	@$(BIN)/xlfuncs new project-self-evaluation --example -o build/screenshot/project.xlsx
	@xvfb-run -a -s "-screen 0 1500x920x24 -noreset" /usr/bin/python3 scripts/screenshot.py \
		build/screenshot/xlfuncs.oxt build/screenshot/example.xlsx build/screenshot/project.xlsx docs/images

# Editable installs: an edit of the source needs no new set-up, an edit of pyproject.toml does.
.venv/runtime.stamp: pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" sh scripts/setup.sh runtime

.venv/dev.stamp: pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" sh scripts/setup.sh dev

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
