// Elements made of text, never of HTML: what a file says is shown as it is. And words in two languages.
const $ = (id) => document.getElementById(id);
let english = false;
const say = (zh, en) => (english ? en : zh);

/** An element with properties (`class`, `aria-…`, `onclick` …) and children; texts are text. */
function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== ""));
  return made;
}

/** The words of the page itself: Chinese stands in the HTML, English beside it. */
function translate() {
  document.documentElement.lang = english ? "en" : "zh-CN";
  document.querySelectorAll("[data-en]").forEach((element) => {
    if (!element.dataset.zh) element.dataset.zh = element.textContent;
    element.textContent = english ? element.dataset.en : element.dataset.zh;
  });
  document.querySelectorAll("[data-en-label]").forEach((element) => {
    if (!element.dataset.zhLabel) element.dataset.zhLabel = element.getAttribute("aria-label");
    element.setAttribute("aria-label", english ? element.dataset.enLabel : element.dataset.zhLabel);
  });
}

/** So many of them, in English. */
const many = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
/** A score with two decimals; other values as they are. */
const points = (value) => (typeof value === "number" ? value.toFixed(2) : value == null ? "" : String(value));
/** A number as it was typed, without noise behind it. */
const typed = (value) => (typeof value === "number" ? String(Number(value.toPrecision(15))) : value == null ? "" : String(value));
