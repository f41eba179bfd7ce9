// Starts the page's wasm, and gives the page its JavaScript interface:
//
//   await gangmu.analyze(source, options)
//
// `source` is a report's text (a string), or a file's bytes (ArrayBuffer, typed array or Blob). `options` may hold
// `name` (the source's name), `corrections`, `user_words`, `stop_words`. The promise gives an analysis in the form of
// the schema `gangmu.analysis/1`: { schema, generator, documents: [{ title, text, sections, indicators, terms, … }],
// errors }. A source that cannot be read is an entry of `errors`; the promise fails only where the program itself does.
"use strict";

(() => {
  const url = document.currentScript.dataset.wasm;
  const show = id => document.getElementById(id)?.removeAttribute("hidden");
  // This runs in the head, and the program needs the body: a wasm file from the cache can be there before it.
  const parsed = new Promise(resolve => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
    else resolve();
  });

  if (!gangmuBoot.canLoad) {
    parsed.then(() => show("open-one-file"));
    return;
  }
  const wasm = gangmuBoot.wasm("gangmu-wasm", url);
  const started = Promise.all([parsed, gangmuBoot.seen]).then(() => {
    gangmuBoot.shell = document.getElementById("shell").cloneNode(true);
    gangmuBoot.title = document.title;
    return wasm_bindgen({ module_or_path: wasm });
  });
  gangmuBoot.started = started;
  started.catch(error => {
    show("cannot-start");
    console.error(error);
  });

  globalThis.gangmu = {
    async analyze(source, options = {}) {
      await started;
      if (source instanceof Blob) source = await source.arrayBuffer();
      return wasm_bindgen.analyze(source, options);
    },
  };
})();
