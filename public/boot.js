// Runs before the page's wasm: puts the reader's theme and language on <html>, and starts what the worker will need (its
// wasm, the dictionary) when the first words are seen, so that it loads while the page is still coming. Serves the folder
// (files by the data attributes of this script's tag) and the one-file edition (blocks of text in the page, see
// Trunk.toml). What the page's wasm calls stands in `gangmuBoot`, below.
"use strict";

(() => {
  const root = document.documentElement;
  const files = document.currentScript.dataset;

  // A storage that is switched off throws: then the system's theme and Chinese it is.
  try {
    const theme = localStorage.getItem("gangmu.theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    if (localStorage.getItem("gangmu.language") === "en") root.lang = "en";
  } catch {}

  const inline = id => document.getElementById(id)?.textContent;

  // Who follows a link or opens a saved page does not come to the start page.
  if (location.hash.length > 1 || inline("gangmu-work") !== undefined) root.dataset.opens = "";

  function bytesOfBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return bytes;
  }

  const unzipped = stream => stream.pipeThrough(new DecompressionStream("gzip"));

  async function fetched(url) {
    const response = await fetch(new URL(url, document.baseURI));
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    return response;
  }

  // A wasm file as a response that can be compiled while it arrives: the block `id` (gzip, base64), else the file `url`.
  async function wasm(id, url) {
    const block = inline(id);
    if (block === undefined) return fetched(url);
    // Each block is unpacked in a task of its own, so that none of them holds the page up.
    await new Promise(resolve => setTimeout(resolve));
    const stream = unzipped(new Blob([bytesOfBase64(block)]).stream());
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
  }

  const workerWasm = () => wasm("gangmu-worker-wasm", files.workerWasm);

  async function compiled(load) {
    try {
      return await WebAssembly.compileStreaming(load());
    } catch {
      // A server that does not know the type of wasm files.
      return WebAssembly.compile(await (await load()).arrayBuffer());
    }
  }

  // The rest of the page's program imports what the first part exports and puts its functions into that part's table.
  // A page that was built in one piece (`trunk serve`) has none.
  async function completed() {
    const first = await gangmuBoot.started;
    if (files.rest === undefined && inline("gangmu-rest") === undefined) return;
    const rest = await compiled(() => wasm("gangmu-rest", files.rest));
    await WebAssembly.instantiate(rest, { first });
  }

  async function unpackedDictionary() {
    const block = inline("gangmu-dictionary");
    let packed;
    if (block === undefined) {
      packed = new Uint8Array(await (await fetched(files.dictionary)).arrayBuffer());
    } else {
      await new Promise(resolve => setTimeout(resolve));
      packed = bytesOfBase64(block);
    }
    // Some servers unzip on the way.
    if (packed[0] !== 0x1f || packed[1] !== 0x8b) return packed.buffer;
    return new Response(unzipped(new Blob([packed]).stream())).arrayBuffer();
  }

  // Opened by a double click, the folder's page can load nothing: it shows a sentence that points to gangmu.html.
  const canLoad = location.protocol !== "file:" || inline("gangmu-worker-wasm") !== undefined;
  // Runs once and keeps what it gave; what failed is tried again when it is next asked for.
  function kept(make) {
    let promise;
    return () => {
      promise ??= make().catch(error => {
        promise = undefined;
        throw error;
      });
      return promise;
    };
  }
  const module = kept(() => compiled(workerWasm));
  const dictionary = kept(unpackedDictionary);
  // The first words are seen before the program takes the browser's attention, and the engine the line. A page in the
  // background paints nothing.
  const seen = new Promise(resolve => {
    if (document.hidden || document.documentElement.dataset.opens !== undefined) resolve();
    setTimeout(resolve, 150);
    try {
      new PerformanceObserver(list => {
        if (list.getEntriesByName("first-contentful-paint").length > 0) resolve();
      }).observe({ type: "paint", buffered: true });
    } catch {} // some privacy settings switch it off: then the time decides
  });
  if (canLoad) {
    const begin = load => load().catch(() => {}); // whoever asks for it hears of the failure
    seen.then(() => [module, dictionary].forEach(begin));
  }

  // What a worker runs before it is our program: messages that come before the wasm wait for it.
  const WORKER_START = `
const early = [];
onmessage = ({ data }) => {
  if (!data.wasm) { early.push(data); return; }
  onmessage = null;
  wasm_bindgen.initSync({ module: data.wasm });
  for (const message of early) dispatchEvent(new MessageEvent("message", { data: message }));
};`;

  let workerUrl;
  function workerScript() {
    if (!workerUrl) {
      const glue = inline("gangmu-worker") ?? `importScripts(${JSON.stringify(new URL(files.worker, document.baseURI).href)});`;
      workerUrl = URL.createObjectURL(new Blob([glue, WORKER_START], { type: "text/javascript" }));
    }
    return workerUrl;
  }

  // A page that came over http(s) is kept for use without a network (sw.js). Browsers keep none that came from a file.
  let registration;
  async function keepPage() {
    if (inline("gangmu-wasm") !== undefined || !/^https?:$/.test(location.protocol) || !navigator.serviceWorker) return;
    registration = await navigator.serviceWorker.register(new URL("sw.js", document.baseURI));
  }
  const loaded = new Promise(resolve => addEventListener("load", resolve, { once: true }));
  // What the reader waits for comes first.
  const keptPage = loaded.then(() => Promise.allSettled([module(), dictionary(), gangmuBoot.rest()])).then(keepPage);
  keptPage.catch(() => {}); // then the page is as good as before, but not without a network

  // Runs a function of the wasm that packs whole texts into links, in a worker of its own: it takes a while.
  const LINK_WORKER = `
onmessage = async ({ data: { wasm, call, input } }) => {
  const imports = {};
  const module = await WebAssembly.compile(wasm);
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  const { exports } = await WebAssembly.instantiate(module, imports);
  const place = exports.gangmu_room(input.length) >>> 0;
  new Uint8Array(exports.memory.buffer, place, input.length).set(input);
  exports["gangmu_" + call]();
  const [start, length] = [exports.gangmu_result() >>> 0, exports.gangmu_length() >>> 0];
  const output = new Uint8Array(exports.memory.buffer, start, length).slice();
  postMessage(output, [output.buffer]);
};`;
  async function link(call, input) {
    const bytes = await (await wasm("gangmu-link", files.link)).arrayBuffer();
    const url = URL.createObjectURL(new Blob([LINK_WORKER], { type: "text/javascript" }));
    const worker = new Worker(url);
    try {
      return await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage({ wasm: bytes, call, input }, [bytes]);
      });
    } finally {
      worker.terminate();
      URL.revokeObjectURL(url);
    }
  }

  // The page as one file, as it was before it ran: from the file beside it, or, where it is that file, from its own parts.
  async function oneFile() {
    if (inline("gangmu-wasm") === undefined) return (await fetched("gangmu.html")).text();
    const page = root.cloneNode(true);
    delete page.dataset.theme;
    delete page.dataset.opens;
    page.lang = "zh-CN";
    page.querySelector("title").textContent = gangmuBoot.title;
    page.querySelector("#gangmu-work")?.remove();
    for (const child of [...page.querySelector("body").children]) {
      if (child.localName !== "script") child.remove();
    }
    page.querySelector("body").prepend(gangmuBoot.shell.cloneNode(true));
    return `<!doctype html>\n${page.outerHTML}\n`;
  }

  // With a reader's work inside: bytes, as gzip in base64, so that nothing in them can be taken for HTML.
  async function withWork(page, work) {
    const packed = new Response(new Blob([work]).stream().pipeThrough(new CompressionStream("gzip")));
    const bytes = new Uint8Array(await packed.arrayBuffer());
    let raw = "";
    for (let at = 0; at < bytes.length; at += 0x8000) raw += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    const block = `<script type="text/plain" id="gangmu-work">${btoa(raw)}</script>\n`;
    const at = page.indexOf("<script");
    return page.slice(0, at) + block + page.slice(at);
  }

  globalThis.gangmuBoot = {
    canLoad,
    wasm,
    seen,

    // A promise of the exports of the first part of the page's program; set by start.js.
    started: undefined,

    // Waits for the rest of the page's program.
    rest: kept(completed),

    // Set by start.js before the page's program takes over: what stands in the page until then.
    shell: undefined,
    title: undefined,

    link,

    // The page as one file, as bytes; `work`, where it is given, is inside.
    async oneFile(work) {
      const page = await oneFile();
      return new TextEncoder().encode(work ? await withWork(page, work) : page);
    },

    // The work inside of this page, as bytes; undefined where there is none.
    async work() {
      const block = inline("gangmu-work");
      if (block === undefined) return undefined;
      return new Uint8Array(await new Response(unzipped(new Blob([bytesOfBase64(block)]).stream())).arrayBuffer());
    },

    // Waits until a newer version of this page lies ready; forever, if there is none.
    async newVersion() {
      await keptPage.catch(() => {});
      return new Promise(resolve => {
        if (!registration) return;
        const look = () => {
          if (registration.waiting && navigator.serviceWorker.controller) resolve();
        };
        registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
        look();
      });
    },

    // Opens the newer version in place of this one.
    takeNewVersion() {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage("take over");
    },

    // A worker that starts as soon as its wasm is compiled. Messages may be posted to it at once.
    startWorker() {
      const worker = new Worker(workerScript());
      module()
        .then(async module => {
          try {
            worker.postMessage({ wasm: module });
          } catch {
            // Where a compiled module cannot be cloned, its bytes can.
            worker.postMessage({ wasm: await (await workerWasm()).arrayBuffer() });
          }
        })
        .catch(error => worker.dispatchEvent(new ErrorEvent("error", { message: String(error?.message ?? error) })));
      return worker;
    },

    // The unpacked dictionary as an ArrayBuffer. Kept here: every new worker gets a copy.
    dictionary,

    // The reader of files as an ArrayBuffer. Not kept: workers ask for it when the first file that is no text comes.
    reader: async () => (await wasm("gangmu-reader", files.reader)).arrayBuffer(),

    // A sample report of the project as an ArrayBuffer.
    async sample(file) {
      const block = inline(`gangmu-sample-${file}`);
      if (block !== undefined) return new TextEncoder().encode(block).buffer;
      return (await fetched(`samples/${file}.txt`)).arrayBuffer();
    },
  };
})();
