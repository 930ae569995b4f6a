// A new official table, and a function to try: small forms over what the page knows.
function offerForms() {
  $("form").replaceChildren(...state.known.forms.map((form) => make("option", { value: form.id }, form.name)));
  for (const select of [$("rule"), $("newrule")]) {
    const own = make("option", { value: "" }, say("按表中所写或表样默认", "As the table says, or the form's own"));
    select.replaceChildren(own, ...state.known.rules.map((rule) => make("option", { value: rule.id }, `${rule.id}（${rule.jurisdiction} ${rule.year}）`)));
  }
  describeForm();
}

function describeForm() {
  const form = state.known.forms.find((known) => known.id === $("form").value);
  $("formsource").textContent = say("出处：", "Source: ") + form.source;
  $("example").disabled = !form.example;
  $("newrule").disabled = !form.rule;
}

async function makeForm() {
  const form = state.known.forms.find((known) => known.id === $("form").value);
  const example = $("example").checked && form.example;
  const rule = (form.rule && $("newrule").value) || null, rows = example ? null : Number($("rows").value) || null;
  const { bytes } = await (await worker()).ask("new", { form: form.id, rule, example, rows });
  save(bytes, example ? form.file.replace(".xlsx", "_示例.xlsx") : form.file);
}

function offerFunctions() {
  $("calculators").replaceChildren(...state.known.functions.map(calculator));
}

function calculator(entry) {
  const rules = () => [make("option", { value: "" }, say("默认", "the usual one")), ...state.known.rules.map(({ id }) => make("option", { value: id }, id))];
  const inputs = entry.arguments.map((argument) => (argument.name === "rule" ? make("select", {}, ...rules()) : make("input", { type: "text", autocomplete: "off", spellcheck: "false" })));
  const fields = entry.arguments.map((argument, n) =>
    make("label", {}, make("span", {}, say(argument.zh, argument.name), argument.optional ? make("small", {}, say("（可省略）", " (optional)")) : ""), inputs[n], make("small", {}, say(argument.help, argument.english))));
  const out = make("output", { "aria-live": "polite" });
  const calculate = async (event) => {
    event.preventDefault();
    const answer = await (await worker()).ask("calculate", { function: entry.name, given: inputs.map((input) => input.value) });
    out.className = answer.error ? "wrong" : "";
    out.replaceChildren(answer.error ? make("b", {}, say(answer.error, answer.error_en)) : result(answer.value), make("span", {}, say(answer.steps, answer.steps_en) || ""));
  };
  return make("details", { class: "card" },
    make("summary", {}, make("span", { class: "name" }, say(entry.zh, entry.name)), make("code", {}, entry.excel)),
    make("form", { class: "body", onsubmit: calculate }, make("p", {}, say(entry.help, entry.english)), make("div", { class: "fields" }, ...fields), make("button", {}, say("计算", "Calculate")), out));
}

/** One value, or a list of rows as a table. */
function result(value) {
  if (!Array.isArray(value)) return make("b", {}, value == null ? say("（空白）", "(blank)") : typed(value));
  return make("div", { class: "scroll" }, make("table", {}, ...value.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, typed(cell)))))));
}
