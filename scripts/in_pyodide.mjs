// The tests in the CPython that the npm package `pyodide` is: node in_pyodide.mjs PYODIDE SITE_PACKAGES ARGUMENTS…
// Its numpy is not in the package, so what needs numpy is not run here; without_libraries.py counts it.
import { pathToFileURL } from "node:url";

const [folder, sitePackages, ...options] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide();
for (const [place, at] of [[process.cwd(), "/repo"], [sitePackages, "/libraries"]]) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: place }, at);
}
python.globals.set("options", python.toPy(options));
process.exitCode = await python.runPythonAsync(`
import os, sys
os.chdir("/repo")
sys.path[:0] = ["/repo", "/libraries"]
sys.dont_write_bytecode = True
import pytest
int(pytest.main(options))
`);
