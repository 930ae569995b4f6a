// What is saved: through a link to bytes in memory, as browsers do it without a server.
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

function save(content, name, type = XLSX) {
  const link = make("a", { href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function saveAll() {
  const ready = results.filter((result) => result.blob);
  const names = ready.map(({ path, found }) => [...path.split("/").slice(0, -1), found.saved_as].join("/"));
  const contents = await Promise.all(ready.map(async ({ blob }) => new Uint8Array(await blob.arrayBuffer())));
  const { bytes } = await (await worker()).ask("zipped", { names, contents });
  save(bytes, say("评分后的工作簿.zip", "scored_workbooks.zip"), "application/zip");
}

/** What a person reads of one file: the reports of the command line, as a page of its own or as a letter. */
const named = (path, ending) => path.split("/").pop().replace(/\.\w+$/, "") + ending;

async function saveReport({ path, found }) {
  const text = await (await worker()).ask("report", { found, today: today() });
  save(text, named(path, "_复核意见.html"), "text/html");
}

async function saveLetter({ path, found }) {
  const { bytes } = await (await worker()).ask("letter", { found, today: today() });
  save(bytes, named(path, "_复核意见.docx"), DOCX);
}

/** One line a table of all files, as `xlfuncs review` gives it. */
async function saveSummary() {
  const { bytes } = await (await worker()).ask("summarised", { results: results.map(({ path, found }) => [path, found]) });
  save(bytes, "复核汇总.xlsx");
}

function today() {
  if (pageDay) return pageDay;
  const now = new Date(), two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
