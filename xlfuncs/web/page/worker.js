// In a worker, behind the sources of Pyodide: starts Python from what it is sent, and answers one question at a time.
// It never touches the network: `fetch` answers from memory.
const ABSENT = "https://absent.invalid/";
let python, imported;

/** xlfuncs: imported when it is first asked for, which is while a person still chooses files. */
const xlfuncs = () => (imported = imported || python.pyimport("xlfuncs.web.answers"));

async function start({ module, stdlib, site, lock, image }) {
  const files = { "pyodide.asm.wasm": new Uint8Array(0), "python_stdlib.zip": stdlib, "pyodide-lock.json": lock };
  self.fetch = async (url) => {
    const name = String(url.url || url).split("/").pop();
    if (!(name in files)) throw new Error(`no network here: ${name}`);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(files[name], { headers: { "Content-Type": type } });
  };
  // compiled once, by the page, whatever the number of workers
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const instance = await WebAssembly.instantiate(module, imports), { memory } = instance.exports;
    const lacking = image && memory ? image.length / 65536 - memory.buffer.byteLength / 65536 : 0;
    if (lacking > 0) memory.grow(Math.ceil(lacking)); // Pyodide does not, and the memory image would not fit
    return { module, instance };
  };
  python = await loadPyodide({
    indexURL: ABSENT,
    lockFileURL: ABSENT + "pyodide-lock.json",
    createPyodideModule: _createPyodideModule,
    stdin: () => null,
    ...(image ? { _loadSnapshot: image } : {}),
  });
  const place = python.runPython("import sysconfig; sysconfig.get_paths()['purelib']");
  python.unpackArchive(site, "zip", { extractDir: place });
  return { python: python.runPython("import sys; sys.version.split()[0]") };
}

function bytesOf(proxy) {
  const bytes = proxy.toJs();
  proxy.destroy();
  return bytes;
}

const answers = {
  start,
  prepare: () => Boolean(xlfuncs()),
  score({ name, bytes, ...options }) {
    if (options.last_year) options.last_year = python.toPy(options.last_year);
    const answer = xlfuncs().score.callKwargs(name, python.toPy(bytes), options);
    const found = JSON.parse(answer.get(0)), saved = bytesOf(answer.get(1));
    answer.destroy();
    return { found, bytes: saved };
  },
  new: ({ form, ...options }) => ({ bytes: bytesOf(xlfuncs().new.callKwargs(form, options)) }),
  report: ({ found, today }) => xlfuncs().report(JSON.stringify(found), today),
  letter: ({ found, today }) => ({ bytes: bytesOf(xlfuncs().letter(JSON.stringify(found), today)) }),
  summarised: ({ results }) => ({ bytes: bytesOf(xlfuncs().summarised(JSON.stringify(results))) }),
  calculate: ({ function: name, given }) => JSON.parse(xlfuncs().calculate(name, python.toPy(given))),
  zipped: ({ names, contents }) => ({ bytes: bytesOf(xlfuncs().zipped(python.toPy(names), python.toPy(contents))) }),
};

self.onmessage = async ({ data: { id, kind, ...rest } }) => {
  try {
    const value = await answers[kind](rest);
    self.postMessage({ id, value }, value.bytes ? [value.bytes.buffer] : []);
  } catch (problem) {
    self.postMessage({ id, problem: String((problem && problem.message) || problem) });
    if (problem && problem.pyodide_fatal_error) throw problem; // this interpreter is lost: the page starts another
  }
};
