// What is saved: through a link to bytes in memory, as browsers do it without a server.
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
  const { bytes } = await (await engine()).ask("zipped", { names, contents });
  save(bytes, say("评分后的工作簿.zip", "scored_workbooks.zip"), "application/zip");
}
