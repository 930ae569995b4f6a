// What was found: one card a file, its findings and its table folded in, drawn when a card is opened.
const SEVERITIES = ["error", "warning", "info"];
const severityWord = (severity) => (english ? { error: "Error", warning: "Warning", info: "Note" }[severity] : state.known.severities[severity]);

const findings = ({ found }) => (found.tables || []).flatMap((table, t) =>
  table.findings.map((finding, f) => ({ ...finding, said: found.said[t][f] })));
const counted = (result, severity) => findings(result).filter((finding) => finding.severity === severity).length;
const unscored = (table) => (table.unscored ? say(`尚有 ${table.unscored} 项未得分`, `${many(table.unscored, "row")} without a score`) : "");
const kept = (item) => item.approved ?? item.score ?? item.entered;
const differs = (item) => item.approved == null && item.entered != null && item.score != null && item.entered !== item.score;

function wanted() {
  const words = $("search").value.trim().toLowerCase();
  const shown = SEVERITIES.filter((severity) => $("show-" + severity).checked);
  const says = (text) => String(text ?? "").toLowerCase().includes(words);
  return {
    finding: (finding) => shown.includes(finding.severity) && (!words || says(finding.said.zh) || says(finding.said.en) || says(finding.cell) || says(finding.item)),
    file: (result) => !words || says(result.path) || says(result.found.error) || findings(result).some((f) => says(f.said.zh) || says(f.item)),
  };
}

function showResults() {
  const filter = wanted(), some = results.filter(filter.file);
  $("report").hidden = !results.length;
  $("summary").hidden = results.length < 2;
  $("saveall").hidden = results.filter((result) => result.blob).length < 2;
  $("overview").replaceChildren(...(results.length > 1 ? [overview(some)] : []));
  $("cards").replaceChildren(...some.map((result) => card(result, filter)));
}

function overview(some) {
  const total = (severity) => some.reduce((sum, result) => sum + counted(result, severity), 0);
  const failed = some.filter((result) => result.found.error).length;
  const words = say(
    `${some.length} 个文件：${total("error")} 处错误，${total("warning")} 处警告，${total("info")} 处提示；${failed} 个未能评分`,
    `${many(some.length, "file")}: ${many(total("error"), "error")}, ${many(total("warning"), "warning")}, ${many(total("info"), "note")}; ${failed} could not be scored`,
  );
  return make("p", { class: "overview" }, words);
}

/** A card alone, and one that says why a file was not scored, stand open; others as their reader left them. */
function card(result, filter) {
  const { found } = result, body = make("div", { class: "body" });
  const open = result.open ?? (results.length === 1 || Boolean(found.error));
  const fill = () => body.replaceChildren(...(found.error ? [make("p", { class: "finding error" }, (english && found.error_en) || found.error)] : [...fileButtons(result), verified(found.verified), ...found.tables.flatMap((table, t) => tablePart(table, found.said[t], found.english_steps[t], found.prospects[t], filter))]));
  const details = make("details", { class: "card", open }, head(result), body);
  details.addEventListener("toggle", () => {
    result.open = details.open;
    if (details.open && !body.hasChildNodes()) fill();
  });
  if (open) fill();
  return details;
}

/** Of a workbook scored before: whether it still gave what its record on 核对 says. */
function verified(found) {
  if (!found) return "";
  const words = found.consistent
    ? say("与上次评分的核验记录一致", "As recorded when it was last scored")
    : say("上次评分以后有变动：", "Changed since it was last scored: ") + (english ? found.differences_en : found.differences).join(say("；", "; "));
  return make("p", { class: `verified ${found.consistent ? "good" : "finding warning"}` }, words);
}

function head(result) {
  const { found } = result, tables = found.tables || [];
  const scores = tables.filter((table) => table.total != null).map((table) => make("span", { class: "score" }, make("b", { class: "total" }, points(table.total)), make("span", { class: "grade" }, table.grade || unscored(table))));
  const counts = SEVERITIES.filter((severity) => counted(result, severity)).map((severity) => make("span", { class: `count ${severity}` }, `${severityWord(severity)} ${counted(result, severity)}`));
  if (found.error) counts.push(make("span", { class: "count error" }, say("未能评分", "Not scored")));
  return make("summary", {}, make("span", { class: "name" }, result.path), ...scores, make("span", { class: "counts" }, ...counts));
}

function tablePart(table, said, englishSteps, missing, filter) {
  const known = state.known.forms.find((form) => form.id === table.form);
  const title = make("h3", {}, table.sheet, make("small", {}, [known && known.name, table.rule && `${say("规则", "rule")} ${table.rule}`].filter(Boolean).join("，")));
  const parts = [title];
  if (table.total != null || table.entered_total != null) parts.push(totals(table));
  const shown = table.findings.map((finding, f) => ({ ...finding, said: said[f] })).filter(filter.finding);
  shown.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
  if (shown.length) parts.push(make("ul", { class: "findings" }, ...shown.map(findingLine)));
  else if (!table.findings.length) parts.push(make("p", { class: "good" }, say("没有核对发现", "Nothing found")));
  parts.push(prospects(missing));
  if (table.items.length) parts.push(make("details", { class: "rows", open: true }, make("summary", {}, say(`逐行得分（${table.items.length} 行）`, `Row by row (${table.items.length})`)), grid(table, englishSteps)));
  return parts;
}

function totals(table) {
  const both = table.total != null && table.entered_total != null;
  const facts = [
    [say("填报得分", "As entered"), points(table.entered_total)],
    [say("规则得分", "By the rule"), points(table.total)],
    [say("差额", "Gap"), both ? (table.entered_total > table.total ? "+" : "") + points(table.entered_total - table.total) : ""],
    [say("等级", "Grade"), table.grade || (table.unscored ? say(`${unscored(table)}，暂不评定`, `none yet: ${unscored(table)}`) : "")],
  ];
  return make("dl", { class: "totals" }, ...facts.filter(([, value]) => value).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

function findingLine(finding) {
  const { zh, en, advice: toDo, advice_en: toDoEn } = finding.said;
  const [message, advice] = [say(zh, en), say(toDo, toDoEn)];
  return make("li", { class: `finding ${finding.severity}` },
    make("span", { class: "severity" }, severityWord(finding.severity)),
    finding.cell && !message.includes(finding.cell) ? make("code", {}, finding.cell) : "",
    make("span", { class: "message" }, message),
    advice ? make("span", { class: "advice" }, say("处理：", "To do: ") + advice) : "");
}

const TITLES = [["部分", "Section"], ["项目", "Item"], ["指标值", "Target"], ["完成值", "Actual"], ["分值", "Points"], ["得分", "Score"], ["填报", "Entered"], ["怎样得出", "Steps"]];

/** A target or a result; the rates that a deduction compares are fractions, shown as the sheet shows them. */
const given = (item, key) => (typeof item[key] === "number" && /_deduction$/.test(item.method) ? `${typed(100 * item[key])}%` : typed(item[key]));

function grid(table, englishSteps) {
  const titles = TITLES.map(([zh, en]) => say(zh, en));
  const rows = table.items.map((item, place) => {
    const section = place && table.items[place - 1].section === item.section ? "" : item.section;
    const [steps, clause] = english ? englishSteps[place].split(". Source: ") : (item.explanation || "").split("。依据：");
    const how = item.explanation
      ? make("details", { class: "how" }, make("summary", {}, steps), make("p", {}, say("依据：", "Source: "), clause || item.source || ""))
      : item.approved != null ? say("取核定得分", "approved score") : kept(item) != null ? say("由人评定，取填报得分", "judged by a person: as entered") : say("尚无得分", "no score yet");
    const values = [section, item.name, given(item, "target"), given(item, "actual"), typed(item.points), points(kept(item)), points(item.entered), how];
    const kind = (n) => (n > 3 && n < 7 ? "number" : n === 7 ? "steps" : null);
    return make("tr", { class: differs(item) ? "differs" : null }, ...values.map((value, n) => make("td", { class: kind(n), "data-title": titles[n] }, value)));
  });
  return scrolled(say("逐行得分", "Row by row"), titles, rows);
}

/** A table with its header that scrolls where it is too wide, and on a narrow screen stands line below line. */
function scrolled(name, titles, rows) {
  const header = make("tr", {}, ...titles.map((title) => make("th", { scope: "col" }, title)));
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": name }, make("table", { class: "stacked" }, make("thead", {}, header), make("tbody", {}, ...rows)));
}

/** Which rows have not all their points, what they would need, and what the next grade is short of. */
function prospects({ rows, grade }) {
  if (!rows.length && !grade) return "";
  const titles = [["项目", "Item"], ["单元格", "Cell"], ["分值", "Points"], ["得分", "Score"], ["现为", "Now"], ["满分需", "For full points"]].map(([zh, en]) => say(zh, en));
  const lines = rows.map(({ name, cell, points: most, score, actual, needed, judged }) => make("tr", {}, ...[name, cell, most, score, actual, needed || (judged ? say("由人评定", "a person judges it") : "—")].map((value, n) => make("td", { "data-title": titles[n] }, value))));
  return make("details", { class: "rows prospects" }, make("summary", {}, say(`还差多少（${rows.length} 行未得满分）`, `What is missing (${many(rows.length, "row")} below full points)`)),
    grade ? make("p", {}, say(`离“${grade[0]}”还差 ${grade[1]} 分`, `${grade[1]} points short of ${grade[0]}`)) : "",
    rows.length ? scrolled(say("还差多少", "What is missing"), titles, lines) : "");
}

function fileButtons(result) {
  if (!result.blob) return [];
  const note = result.found.lossless ? "" : make("span", { class: "note" }, say("原文件不是 .xlsx，另存为新的 .xlsx，只有数值", "Not an .xlsx: a new .xlsx of values only"));
  const button = (name, zh, en, onclick) => make("button", { class: name, type: "button", onclick }, say(zh, en));
  const picker = make("input", { type: "file", accept: $("files").accept, onchange: ({ target }) => compare(result, target.files[0]) });
  return [make("p", { class: "buttons" },
    button("download primary", "下载评分后的工作簿", "Download the scored workbook", () => save(result.blob, result.found.saved_as)),
    button("opinion", "复核意见（网页）", "Report (HTML)", () => saveReport(result)),
    button("letter", "复核意见（docx）", "Report (docx)", () => saveLetter(result)),
    make("label", { class: "button compare" }, picker, say("与上年的表比较", "Compare with last year's")),
    result.before ? make("span", { class: "note" }, say(`已与“${result.before}”比较`, `compared with ${result.before}`)) : "", note)];
}
