// What the page needs of a browser, in the words of old ones: it runs even where the rest cannot be parsed.
(function () {
  var lacking = [];
  function runs(bytes) {
    try { return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10].concat(bytes))); }
    catch (problem) { return false; }
  }
  if (typeof WebAssembly !== "object") lacking.push("WebAssembly");
  else if (@NEW@ && !runs([7, 1, 5, 0, 208, 112, 26, 11])) lacking.push("WebAssembly reference types");
  else if (@NEW@ && !runs([8, 1, 6, 0, 6, 64, 25, 11, 11])) lacking.push("WebAssembly exceptions");
  if (typeof BigInt64Array !== "function") lacking.push("BigInt");
  if (typeof DecompressionStream !== "function") lacking.push("DecompressionStream");
  if (typeof Worker !== "function") lacking.push("Worker");
  if (!lacking.length) return;
  window.xlfuncsLacking = lacking;
  var state = document.getElementById("state");
  state.className = "old";
  state.textContent = "此浏览器版本过低，无法运行本页。请使用 Chromium 内核 @CHROMIUM@ 及以上（Chrome、Edge、360、奇安信、UOS 浏览器的新版本）或 Firefox 112 及以上。缺少："
    + lacking.join("、") + "。 This browser is too old: it needs Chromium @CHROMIUM@ or later, or Firefox 112 or later.";
})();
