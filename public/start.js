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
  // The page's body stands behind this script.
  const parsed = new Promise(resolve => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", resolve, { once: true });
    else resolve();
  });
  const show = async id => {
    await parsed;
    document.getElementById(id)?.removeAttribute("hidden");
  };

  if (!gangmuBoot.canLoad) {
    show("open-one-file");
    return;
  }
  const start = async () => {
    const file = gangmuBoot.wasm("gangmu-wasm", url);
    await parsed;
    await wasm_bindgen({ module_or_path: file });
  };
  const started = start();
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
