// How the built page is to use in Chromium with many reports open, and with one of thousands of rows: the files named on the
// command line, and copies of their reports that speak of other years. Prints medians, the slowest of a hundred frames, and
// the memory that the page takes.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { launchChromium, served } from "../../tests/e2e/harness/browsers.mjs";

const REPORTS = 24;
const ROWS = 6000;
const TABS = ["一览", "原文", "指标", "词语", "检索", "对比"];

const files = process.argv.slice(2).map(path => ({ name: basename(path), text: readFileSync(path, "utf8") }));
const browser = await launchChromium();

// In the page: its own JavaScript interface reads the files.
const read = (page, text) => page.evaluate(async text => {
  const { documents } = await gangmu.analyze(text);
  return documents.map(({ text, indicators }) => ({ text, rows: indicators.length }));
}, text);

/** The same text of a later year: another report, of the same shape and size. */
const later = (text, years) => text.replace(/20[0-3]\d/g, year => String(Number(year) + years));

/** Opens texts as files and waits for all of them. */
async function take(page, texts) {
  const picked = texts.map((text, at) => ({ name: `${at + 1}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) }));
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "选择文件" }).click()]);
  await picker.setFiles(picked);
  const open = page.getByRole("table", { name: `已打开 ${texts.length} 份报告` }).or(page.getByRole("link", { name: "指标" }).first());
  await open.first().waitFor({ timeout: 120_000 });
  await page.getByRole("progressbar", { name: "分析进度" }).waitFor({ state: "hidden", timeout: 120_000 });
}

// In the page: ms from a click on each view's link to the frame that shows it.
async function switches(tabs) {
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const shown = {
    一览: ".title-block", 原文: "article [data-b]", 指标: "[role=grid][aria-label=指标] .g-body > .g-row", 词语: ".cloud .w",
    检索: "input[aria-label='检索…']", 对比: "[role=grid][aria-label=对比]",
  };
  // When an element is in the document; or after five seconds, which no view should take.
  const drawn = selector => new Promise(done => {
    const observer = new MutationObserver(() => document.querySelector(selector) && stop());
    const stop = () => (observer.disconnect(), done());
    observer.observe(document.body, { childList: true, subtree: true });
    setTimeout(stop, 5000);
  });
  const times = [];
  for (const tab of [...tabs, ...tabs]) {
    const link = [...document.querySelectorAll(".views a")].find(link => link.textContent === tab);
    if (!link || link.getAttribute("aria-current") === "page") continue;
    const there = drawn(shown[tab]);
    const start = performance.now();
    link.click();
    await there;
    await painted();
    times.push([tab, performance.now() - start]);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  return times;
}

// In the page: ms from each keystroke in a field to the frame that shows what came of it. What is put ready out of sight
// after that does not count: a frame is told by what stands within the window.
async function keystrokes([field, where, words]) {
  const input = document.querySelector(field);
  // Lines are there as soon as something is looked for.
  const seen = () => {
    const root = document.querySelector(where);
    const scroller = root?.closest(".gridscroll");
    if (!scroller) return root?.textContent;
    const rows = [...root.querySelectorAll(".g-body > .g-row")];
    // The table's head stands above the rows, so their own measure says nothing of the window's end.
    const end = scroller.getBoundingClientRect().bottom;
    return rows.filter(row => row.getBoundingClientRect().top < end).map(row => row.textContent).join("\n");
  };
  const times = [];
  for (const word of words) {
    const start = performance.now();
    let before = seen();
    let end;
    input.value = word;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    while (performance.now() - start < 600) {
      await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
      const at = performance.now();
      const now = seen();
      if (now !== before) end = at;
      before = now;
    }
    if (end !== undefined) times.push(end - start);
  }
  return times;
}

// In the page: how long each frame takes while the table scrolls by 120 px a frame, 7,200 px a second, as by a hard push, in ms.
async function scroll(frames) {
  const scroller = document.querySelector(".gridscroll");
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  let way = 120;
  for (let frame = 0; frame < frames; frame++) {
    const was = scroller.scrollTop;
    scroller.scrollTop += way;
    if (scroller.scrollTop === was) way = -way;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times;
}

/** What the browser counts of page and worker, in MB: their JavaScript and the document; the memory of their wasm in some. */
async function memory(page) {
  const bytes = await page.evaluate(async () => {
    if (!globalThis.crossOriginIsolated) return Number.NaN;
    return (await performance.measureUserAgentSpecificMemory()).bytes;
  });
  return bytes / 1e6;
}

/** What the page's process keeps to itself, in MB, with what the browser needs there for any page; only Linux tells. */
async function ofProcess() {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
    try {
      const rollup = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
      return [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kilobytes]) => sum + kilobytes / 1024, 0);
    } catch {
      return Number.NaN;
    }
  });
  await session.detach();
  return Math.max(...sizes);
}

/** A page that may ask what memory it takes, which browsers allow only where nothing of another origin can be in it. */
async function start() {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
  await context.route("**/*", async route => {
    const response = await route.fetch();
    const alone = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    await route.fulfill({ response, headers: { ...response.headers(), ...alone } });
  });
  const page = await context.newPage();
  await page.goto(served());
  await page.waitForTimeout(1500);
  return page;
}

const at = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const line = (name, value, unit, goal) => {
  console.log(`${name.padEnd(56)} ${(value ?? Number.NaN).toFixed(0).padStart(5)} ${unit}   goal ≤ ${goal}`);
};
const watch = () => {
  globalThis.long = [];
  new PerformanceObserver(list => globalThis.long.push(...list.getEntries().map(task => task.duration))).observe({ type: "longtask" });
};

/** Measures the table of the report in hand. */
async function table(page) {
  await page.locator(".views a", { hasText: "指标" }).first().click();
  await page.getByRole("grid", { name: "指标", exact: true }).waitFor();
  await page.waitForTimeout(500);
  const words = ["增", "增长", "增长5", "增长", "投", "投资", "", "人", "人均", ""];
  const field = "input[placeholder^='筛选指标']";
  const keys = await page.evaluate(keystrokes, [field, "[role=grid][aria-label=指标]", words]);
  line("a keystroke in the table's filter to the painted rows", at(keys, 0.5), "ms", 50);
  line("  the slowest of them", Math.max(...keys), "ms", 50);
  line("scrolling the table, a frame: the slowest of 100", at(await page.evaluate(scroll, 300), 0.99), "ms", 32);
}

{
  const page = await start();
  const reports = [];
  for (const { text } of files) reports.push(...(await read(page, text)));
  const own = reports.length;
  for (let copy = 0; reports.length < REPORTS; copy++) {
    const { text, rows } = reports[copy % own];
    reports.push({ text: later(text, 1 + Math.floor(copy / own)), rows });
  }
  const before = await memory(page);
  await take(page, reports.map(({ text }) => text));
  const rows = reports.reduce((sum, { rows }) => sum + rows, 0);
  console.log(`${reports.length} reports, ${rows} rows`);
  await page.getByRole("table", { name: /^已打开/ }).getByRole("button").first().click();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForTimeout(1000);
  await page.evaluate(watch);
  const times = await page.evaluate(switches, TABS);
  for (const tab of TABS) {
    const own = times.filter(([name]) => name === tab).map(([, ms]) => ms);
    if (own.length) line(`to ${tab}, the first time ${own.map(ms => ms.toFixed(0)).join(", then ")}`, own.at(-1), "ms", 100);
  }
  await table(page);
  await page.locator(".views a", { hasText: "检索" }).first().click();
  const search = page.getByRole("textbox", { name: "检索…" });
  await search.waitFor();
  const words = ["高", "高质", "高质量", "高质量发展", "", "产业", "产业链"];
  const found = await page.evaluate(keystrokes, ["input[aria-label='检索…']", "ol.kwic", words]);
  line("a keystroke in 检索 to the painted lines", at(found, 0.5), "ms", 50);
  const long = await page.evaluate(() => globalThis.long);
  line(`tasks over 50 ms: ${long.length}; the longest`, Math.max(0, ...long), "ms", 50);
  line("memory of page and worker", await memory(page), "MB", 150);
  line("  of which with no report open", before, "MB", 150);
  console.log(`  all that their process keeps to itself, with the browser's own: ${(await ofProcess()).toFixed(0)} MB`);
  await page.context().close();
}
{
  const page = await start();
  const longest = (await read(page, files[0].text)).sort((one, other) => other.rows - one.rows)[0];
  const body = longest.text.split("\n").filter(line => !line.includes("政府工作报告"));
  // Always another text: paragraphs that repeat would be taken for page furniture.
  let text = `${longest.text}\n`;
  for (let copy = 1; copy * longest.rows < ROWS; copy++) {
    text += `${body.map(line => (line.length > 40 ? `第${copy}项，${line}` : line)).join("\n")}\n`;
  }
  await take(page, [text]);
  await page.evaluate(watch);
  await page.locator(".views a", { hasText: "指标" }).first().click();
  const grid = page.getByRole("grid", { name: "指标", exact: true });
  await grid.waitFor();
  console.log(`one report of ${Number(await grid.getAttribute("aria-rowcount")) - 1} rows`);
  await table(page);
  const long = await page.evaluate(() => globalThis.long);
  line(`tasks over 50 ms: ${long.length}; the longest`, Math.max(0, ...long), "ms", 50);
  line("memory of page and worker", await memory(page), "MB", 150);
}
await browser.close();
