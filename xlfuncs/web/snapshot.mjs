// The interpreter's memory with xlfuncs and what it needs imported, made by Node: snapshot.mjs PYODIDE STDLIB SITE OUT
// It holds no files: the page unpacks those into the interpreter that it starts from this memory.
import nodeCrypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, stdlib, site, out] = process.argv.slice(2).map((given) => path.resolve(given));
const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, "pyodide.mjs")).href);
// No clock, no chance, no words of an environment: the same memory every time.
let clock = 1_000_000_000_000;
Date.now = () => (clock += 1000);
performance.now = () => 0;
crypto.getRandomValues = (numbers) => numbers.fill(7);
nodeCrypto.randomFillSync = crypto.getRandomValues;
const python = await loadPyodide({ indexURL: pyodide, stdLibURL: stdlib, env: { HOME: "/", PYTHONHASHSEED: "0" }, _makeSnapshot: true });
const place = python.runPython("import sysconfig; sysconfig.get_paths()['purelib']");
python.unpackArchive(new Uint8Array(fs.readFileSync(site)), "zip", { extractDir: place });
python.runPython(`
import xlfuncs.web.answers as answers
import xlfuncs.review.content, xlfuncs.review.page, xlfuncs.review.summary
answers.score("表.xlsx", answers.new("department-evaluation-beijing", example=True))
import gc
gc.collect()
`);
fs.writeFileSync(out, python.makeMemorySnapshot());
