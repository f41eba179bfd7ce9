// What all browser tests share: the page served on this machine, a browser, a page with guards, and the words by which
// a person finds things on it. Browsers and the built page are named by `cargo xtask test browser`, see
// `harness/browsers.mjs`. Tests find things by role and name only, as a screen reader does.
//
// Every page is guarded: a message on the console, an uncaught error, a request to anywhere but the page's own origin and
// a violation of the page's policy each fail the test.

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bundle, launchChromium, variable } from "./harness/browsers.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** How long the page may take for one thing, in milliseconds: the machines that test are slow and shared. */
const PATIENCE = 30_000;
/** How long one test may take, in milliseconds. */
const TEST_TIMEOUT = 90_000;

// ------------------------------------------------------------------------------------------------------------- texts

/** A sample report of the project; `name` as in `samples/`, without the ending. */
export const sample = name => readFile(join(root, `samples/${name}.txt`), "utf8");

/** A text of the shared corpus, or `undefined` where the corpus is not there. */
export const corpus = name => readFile(join(root, `../shared/corpus/${name}`)).catch(() => undefined);

/** A file with a short report of an invented place: what it looks back on, and what it plans. */
export const report = (place, year, plan, review = "各项事业稳步发展。") => ({
  name: `${place}${year}.txt`,
  text: `${year}年${place}政府工作报告\n各位代表：\n一、${year - 1}年工作回顾\n过去一年，${review}\n二、${year}年工作安排\n今年，${plan}\n`,
});

// ------------------------------------------------------------------------------------------------------------ server

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Serves the built page, or another folder, on a free port of this machine; `port` to come back where it was. */
export async function serve(folder = variable("GANGMU_DIST"), port = 0) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": found.size, "x-content-type-options": "nosniff" });
    createReadStream(file).pipe(response);
  });
  await new Promise(resolve => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

/** The cells of the first table in `html`, row by row. */
export function cellsOf(html) {
  const table = html.match(/<table[\s\S]*?<\/table>/)[0];
  const words = cell => cell.replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
  return [...table.matchAll(/<tr[\s>][\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][\s>][\s\S]*?<\/t[hd]>/g)].map(([cell]) => words(cell)),
  );
}

// ---------------------------------------------------------------------------------------------------- browser, guards

let server;
let browser;

/** The server and the browser of a file of tests; `launch` gives a browser of playwright's. */
export function setUp(launch = launchChromium) {
  before(async () => {
    server = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
}

/** The two editions of the page: where each is opened, and whether the network is off. */
export const EDITIONS = {
  folder: { address: () => server.url, offline: false },
  /** The folder at an address of the test's own. */
  at: url => ({ address: () => url, offline: false }),
  file: { address: bundle, offline: true },
};

/** Hears everything that must not happen on a page of `context`; returns the set of it. */
async function guard(context, address) {
  const faults = new Set();
  const home = new URL(address);
  const own = url => {
    const { protocol, origin, pathname } = new URL(url);
    if (protocol === "data:" || protocol === "blob:") return true;
    return home.protocol === "file:" ? protocol === "file:" && pathname === home.pathname : origin === home.origin;
  };
  context.on("request", request => {
    if (!own(request.url())) faults.add(`request off origin: ${request.url()}`);
  });
  context.on("response", response => {
    if (response.status() >= 400) faults.add(`${response.status()} ${response.url()}`);
  });
  context.on("console", message => {
    // What `serviceWorkers: "block"` says of itself.
    if (message.text() === "Service Worker registration blocked by Playwright") return;
    if (["error", "warning", "assert"].includes(message.type())) faults.add(`console: ${message.text().slice(0, 300)}`);
  });
  context.on("weberror", error => faults.add(`uncaught: ${error.error()}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", event => {
      console.error(`policy: ${event.effectiveDirective} refuses ${event.blockedURI || event.sample}`);
    });
  });
  return faults;
}

/**
 * Opens a guarded page, gives it to `act`, and fails if a guard has heard something.
 *
 * `options`: `edition` (one of `EDITIONS`), `fragment`, `expected` (a pattern: faults that belong to the test and fail
 * nothing), `prepare` (what to do with the context before the page opens), and playwright's for contexts (viewport,
 * colorScheme …).
 */
export async function visit(options, act) {
  const { edition = EDITIONS.folder, fragment = "", expected, prepare, ...rest } = options;
  // What keeps the page for later has tests of its own (offline.test.mjs); elsewhere it would only fetch everything.
  const quiet = { serviceWorkers: "block" };
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "zh-CN", ...quiet, ...rest });
  const address = edition.address();
  const faults = await guard(context, address);
  try {
    context.setDefaultTimeout(PATIENCE);
    if (!edition.offline) await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
    else await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await context.setOffline(edition.offline);
    await prepare?.(context);
    const page = await context.newPage();
    await page.goto(address + fragment);
    const gangmu = new Gangmu(page, context);
    await gangmu.pasteBox.or(gangmu.tab("一览")).first().waitFor();
    await act(gangmu);
    assert.deepEqual([...faults].filter(fault => !expected?.test(fault)), [], "the guards heard something");
  } catch (error) {
    // What the guards have heard may well be why the page did not do as it should.
    if (faults.size > 0 && !error.message.includes("the guards")) error.message += `\n${[...faults].join("\n")}`;
    throw error;
  } finally {
    await context.close();
  }
}

/** A test on one page of the served folder; `options` as for `visit`, and `skip` and `timeout` as for `test`. */
export function scene(name, options, act) {
  if (typeof options === "function") [options, act] = [{}, options];
  const { skip, timeout = TEST_TIMEOUT, ...rest } = options;
  test(name, { timeout, skip }, t => visit(rest, gangmu => act(gangmu, t)));
}

/** The same test on both editions. */
export function bothEditions(name, act) {
  scene(name, { edition: EDITIONS.folder }, act);
  scene(`${name} (one file, no network)`, { edition: EDITIONS.file }, act);
}

// -------------------------------------------------------------------------------------------------------- page object

/** The page as a person finds their way on it. */
export class Gangmu {
  constructor(page, context) {
    this.page = page;
    this.context = context;
    this.pasteBox = page.getByRole("textbox", { name: /^粘贴/ });
    this.analyzeButton = page.getByRole("button", { name: /^分析/ });
    this.title = page.getByRole("heading", { level: 1 });
    this.notice = page.getByRole("alert");
    this.grid = page.getByRole("grid", { name: "指标", exact: true });
    this.tree = page.getByRole("tree", { name: "大纲", exact: true });
    this.cloud = page.getByRole("group", { name: "词云", exact: true });
    this.article = page.getByRole("article");
    this.search = page.getByRole("textbox", { name: "检索…", exact: true });
    this.progress = page.getByRole("progressbar", { name: "分析进度" });
    this.home = page.getByRole("link", { name: "纲目 首页" });
  }

  /** A view's link. Phones have theirs at the bottom; only the one that is seen counts. */
  tab(name) {
    return this.page.getByRole("navigation").getByRole("link", { name, exact: true });
  }

  button(name) {
    return this.page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
  }

  /** The body rows of the indicator grid that are in the document. */
  get rows() {
    return this.grid.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  /** The row in hand of the grid whose indicator has exactly this name. */
  row(indicator) {
    return this.grid.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: indicator, exact: true }) });
  }

  async paste(text) {
    await this.pasteBox.fill(text);
    await this.analyzeButton.click();
  }

  /** Pastes a report and waits until it is open, words and all. */
  async open(text) {
    await this.paste(text);
    await this.tab("一览").waitFor();
    await this.idle();
    await this.seen("一览");
  }

  /** Waits until no analysis runs. */
  async idle() {
    await this.progress.waitFor({ state: "hidden" });
  }

  /** Goes to a view. */
  async go(view) {
    await this.tab(view).click();
    await this.seen(view);
  }

  /** Waits until a view is the one shown, with all that is drawn after its first picture. */
  async seen(view) {
    await this.page.getByRole("navigation").locator("[aria-current=page]", { hasText: view }).first().waitFor();
    const content = { 一览: this.title, 原文: this.article, 指标: this.grid, 词语: this.cloud, 检索: this.search }[view];
    await content.first().waitFor();
    await still(this.page);
  }

  /** Chooses files with the picker: `{ name, mimeType, buffer }`, or paths. */
  async choose(files) {
    const [picker] = await Promise.all([this.page.waitForEvent("filechooser"), this.button("选择文件").click()]);
    await picker.setFiles(files);
  }

  /** Lets files `{ name, text }` fall on the page. */
  async drop(files) {
    const dataTransfer = await this.page.evaluateHandle(files => {
      const data = new DataTransfer();
      for (const { name, text } of files) data.items.add(new File([text], name, { type: "text/plain" }));
      return data;
    }, files);
    const main = this.page.getByRole("main");
    await main.dispatchEvent("dragover", { dataTransfer });
    await main.dispatchEvent("drop", { dataTransfer });
  }

  /** What the page says to a paste, a file or a link that is not as it should be. */
  async told(words) {
    await this.notice.filter({ hasText: words }).waitFor();
  }

  /** The clipboard: `{ text, html }`, the latter as it was written. */
  clipboard() {
    return this.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read({ unsanitized: ["text/html"] });
      const read = async type => (item.types.includes(type) ? (await item.getType(type)).text() : undefined);
      return { text: await read("text/plain"), html: await read("text/html") };
    });
  }

  /** The contract of a source, a string or a `Buffer`, by the page's own JavaScript interface. */
  analysis(source, options) {
    const bytes = Buffer.isBuffer(source) ? source.toString("base64") : undefined;
    return this.page.evaluate(([source, bytes, options]) => {
      const given = bytes === undefined ? source : Uint8Array.from(atob(bytes), c => c.charCodeAt(0));
      return gangmu.analyze(given, options);
    }, [bytes === undefined ? source : undefined, bytes, options]);
  }

  /** The words that are marked in the text, once there are some, and whether they are on the screen. */
  async marked() {
    const handle = await this.page.waitForFunction(() => {
      const range = [...(CSS.highlights.get("place") ?? [])][0];
      if (!range) return undefined;
      const { top, bottom } = range.getBoundingClientRect();
      return { text: range.toString(), onScreen: bottom > 0 && top < innerHeight };
    });
    return handle.jsonValue();
  }

  /** Presses Tab (or Shift Tab) until `locator` has the focus. */
  async tabTo(locator, key = "Tab") {
    await locator.waitFor();
    for (let i = 0; i < 80; i++) {
      if (await focused(locator)) return;
      await this.page.keyboard.press(key);
    }
    assert.fail(`the keyboard does not reach ${locator}`);
  }
}

/** Whether `locator` has the focus. */
export const focused = locator => locator.evaluate(element => element === document.activeElement);

/** Fails unless `locator` is on the screen, at least in part. */
export async function onScreen(locator) {
  await locator.waitFor();
  const box = await locator.boundingBox();
  const height = await locator.evaluate(() => innerHeight);
  assert.ok(box.y + box.height > 0 && box.y < height, `not on the screen: ${locator} at ${box.y}`);
}

/** Waits until nothing has come into the page for a few frames. */
export const still = page => page.evaluate(() => new Promise(done => {
  let quiet = 0;
  const observer = new MutationObserver(() => (quiet = 0));
  observer.observe(document.querySelector("main"), { childList: true, subtree: true });
  const frame = () => {
    if (++quiet < 5) return requestAnimationFrame(frame);
    observer.disconnect();
    done();
  };
  requestAnimationFrame(frame);
}));

/** Waits until `read` gives `expected`. */
export async function becomes(read, expected, message) {
  const end = Date.now() + PATIENCE;
  let last = await read();
  while (JSON.stringify(last) !== JSON.stringify(expected) && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 50));
    last = await read();
  }
  assert.deepEqual(last, expected, message);
}
