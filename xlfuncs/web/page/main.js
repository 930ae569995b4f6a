// The page itself: tabs, language, and the start.
const state = (window.xlfuncs = { ready: false, results, longest: 300_000 }); // milliseconds for one file
const pageDay = new URLSearchParams(location.hash.slice(1)).get("today"); // for tests: what counts as today

const tell = (words) => { $("state").textContent = words; };
const progress = (percent) => { $("bar").value = percent; };

function choose(tab) {
  document.querySelectorAll("[role=tab]").forEach((one) => {
    const chosen = one === tab;
    one.setAttribute("aria-selected", chosen);
    one.tabIndex = chosen ? 0 : -1;
    $(one.getAttribute("aria-controls")).hidden = !chosen;
  });
}

function listen() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  tabs.forEach((tab, n) => {
    tab.onclick = () => choose(tab);
    tab.onkeydown = ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = tabs[(n + step + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    };
  });
  $("files").onchange = ({ target }) => { const chosen = picked(target.files); target.value = ""; take(chosen); };
  $("folder").onchange = ({ target }) => { const chosen = picked(target.files); target.value = ""; take(chosen); };
  document.ondragover = (event) => { event.preventDefault(); $("drop").classList.add("over"); };
  document.ondragleave = ({ relatedTarget }) => { if (!relatedTarget) $("drop").classList.remove("over"); };
  document.ondrop = async (event) => {
    event.preventDefault();
    $("drop").classList.remove("over");
    const chosen = await dropped(event.dataTransfer);
    if (state.ready) return take(chosen);
    if (!state.failed) tell(say("还在启动，请等显示“可以使用了”再放入文件", "Still starting: drop them again once it says Ready"));
  };
  $("cancel").onclick = () => running && running.cancel();
  $("saveall").onclick = saveAll;
  $("summary").onclick = saveSummary;
  $("print").onclick = () => window.print();
  for (const id of ["search", "show-error", "show-warning", "show-info"]) $(id).oninput = showResults;
  $("form").onchange = describeForm;
  $("make").onclick = makeForm;
  $("language").onclick = () => {
    english = !english;
    translate();
    $("language").textContent = say("English", "中文");
    $("language").lang = say("en", "zh-CN");
    if (state.known) { offerForms(); offerFunctions(); showResults(); }
    if (!state.failed) tell(say(...(state.ready ? READY : STARTING)));
  };
}

const STARTING = ["正在启动，约需几秒……", "Starting, a few seconds …"];
const READY = ["可以使用了：把工作簿或文件夹拖到这里，或点按钮选择", "Ready: drop workbooks or a folder here, or choose them"];

async function begin() {
  try {
    state.known = JSON.parse(new TextDecoder().decode(await part("known")));
    offerForms();
    offerFunctions();
    const first = await worker();
    for (const id of ["files", "folder", "make"]) $(id).disabled = false;
    $("drop").classList.add("ready");
    $("bar").hidden = true;
    tell(say(...READY));
    $("version").textContent = `xlfuncs @VERSION@, Pyodide @PYODIDE@, Python ${first.info.python}`;
    state.ready = true;
    state.startup = performance.now();
  } catch (problem) {
    state.failed = String((problem && problem.stack) || problem);
    tell(say("无法启动：", "Could not start: ") + ((problem && problem.message) || problem));
  }
}

if (!window.xlfuncsLacking) {
  listen();
  begin();
}
