// Files come in, by picker or drop, whole folders too; each is scored in a worker and becomes a card.
const KINDS = $("files").accept.split(",");
const results = []; // { file, path, options, found, blob } in the order of the files
let running = null;

const nameOf = (path) => path.split("/").pop();
const suffixOf = (path) => `.${path.split(".").pop().toLowerCase()}`;

/** The files behind what was dropped, folders walked through. */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
  if (!entries.every(Boolean)) return [...transfer.files].map((file) => ({ file, path: file.name }));
  const found = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = entry.createReader();
  for (;;) { // it gives a hundred at a time
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    for (const inside of some) await walk(inside, found);
  }
}

const picked = (files) => [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));

async function take(chosen) {
  const seen = chosen.filter(({ path }) => !/^(~\$|\.)/.test(nameOf(path)));
  const [tasks, others] = [true, false].map((workbook) => seen.filter(({ path }) => KINDS.includes(suffixOf(path)) === workbook));
  tasks.sort((one, other) => (one.path < other.path ? -1 : 1));
  if (!tasks.length) return tell(say("没有找到工作簿：请选择 .xlsx、.xlsm、.xls、.et、.ods 或 .csv 文件", "No workbook found: choose .xlsx, .xlsm, .xls, .et, .ods or .csv files"));
  if (running) return tell(say("正在评分，请稍候或先取消", "Still scoring: wait, or cancel first"));
  results.length = 0;
  showResults();
  const options = { rule: $("rule").value || null, overwrite: $("overwrite").checked, today: pageDay };
  const began = performance.now();
  let count = 0;
  const work = async (one, task) => {
    const at = tasks.indexOf(task);
    results[at] = { ...task, options, ...(await scored(one, task, options)) };
    count++;
    progress((100 * count) / tasks.length);
    tell(say(`正在评分：${count} / ${tasks.length}`, `Scoring: ${count} / ${tasks.length}`));
  };
  showBusy(true);
  progress(0);
  tell(say(`正在评分：0 / ${tasks.length}`, `Scoring: 0 / ${tasks.length}`));
  running = spread(tasks, work);
  try {
    await running.done;
  } catch (problem) {
    tell(say("无法评分：", "Could not score: ") + problem.message);
  }
  running = null;
  showBusy(false);
  const done = results.filter(Boolean);
  results.splice(0, results.length, ...done);
  state.seconds = (performance.now() - began) / 1000;
  const left = tasks.length - done.length;
  tell(
    say(`已完成 ${done.length} 个文件，用时 ${state.seconds.toFixed(1)} 秒`, `${many(done.length, "file")} in ${state.seconds.toFixed(1)} s`) +
      (left ? say(`；已取消，${left} 个未评分`, `; cancelled, ${left} not scored`) : "") +
      (others.length ? say(`；不是工作簿，没有评分：${firstOf(others)}`, `; no workbooks, not scored: ${firstOf(others)}`) : ""),
  );
  showResults();
}

/** The first names of many files, and how many there are. */
function firstOf(files) {
  const names = files.slice(0, 3).map(({ path }) => nameOf(path)).join(say("、", ", "));
  return names + (files.length > 3 ? say(` 等 ${files.length} 个`, ` … (${files.length} in all)`) : "");
}

/** What became of one file; a worker that died, or a file nobody could read, is said in its place. */
async function scored(one, { file, path }, options) {
  const name = nameOf(path);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { found, bytes: saved } = await one.ask("score", { name, bytes, ...options }, [bytes.buffer]);
    return { found, blob: saved.length ? new Blob([saved], { type: XLSX }) : null };
  } catch (problem) {
    const reason = problem.message.trim().split("\n").pop();
    return { found: { file: name, error: say(`${name}：未能处理（${reason}）`, `${name}: could not be processed (${reason})`) }, blob: null };
  }
}

/** The same file again, beside the workbook of the year before; where that cannot be read, all stays. */
async function compare(result, before) {
  const last_year = [before.name, new Uint8Array(await before.arrayBuffer())];
  const again = await scored(await worker(), result, { ...result.options, last_year });
  if (again.found.error) return tell(again.found.error);
  Object.assign(result, again, { before: before.name });
  showResults();
}

function showBusy(busy) {
  $("cancel").hidden = !busy;
  $("bar").hidden = !busy;
  for (const id of ["files", "folder"]) $(id).disabled = busy;
}
