// What is carried without a network: the one file, and a page saved with the work inside, each opened from a file in Chromium
// and in Firefox with the network off. Both must show what was on the screen where the page was saved: reports, view, rows
// in their order, what was checked. That the network is off is seen by the test's own server, which such a browser cannot
// reach, while one with a network can.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { bundle, launchFirefox } from "./harness/browsers.mjs";
import { becomes, EDITIONS, sample, scene, setUp, visit } from "./helper.mjs";

setUp();

/** A port of this machine at which nobody listens: «discard». */
const NOBODY = 9;
/** Every address but a file is asked of a proxy that is not there, this machine's own addresses, too. */
const OFF = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": NOBODY,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": NOBODY,
  "network.proxy.no_proxies_on": "",
  "network.proxy.allow_hijacking_localhost": true,
};
const SLOW = { timeout: 300_000 };
/** Rows that are compared, of those that the smaller window shows. */
const SEEN = 6;

const names = ["linhe-city-2024", "yunxi-county-2024"];
const texts = await Promise.all(names.map(sample));
const [text] = texts;

let folder;
let probe;
/** How often the test's own server was asked for anything. */
let asked = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  probe = createServer((_, response) => {
    asked += 1;
    response.end("here");
  });
  await new Promise(resolve => probe.listen(0, "127.0.0.1", resolve));
  probe.unref();
});
after(async () => {
  if (folder) await rm(folder, { recursive: true });
});

// ------------------------------------------------------------------------------------------------------ what is shown

/** What the table shows of itself, by roles and names alone: the same program for both browsers. */
function state() {
  const grid = document.querySelector("[role=grid]");
  const words = element => element?.textContent.replace(/\s+/g, " ").trim();
  return {
    title: words(document.querySelector("h1")),
    view: words([...document.querySelectorAll("nav [aria-current=page]")].find(link => link.getClientRects().length)),
    count: Number(grid?.getAttribute("aria-rowcount")),
    sorted: [...(grid?.querySelectorAll("[aria-sort=ascending], [aria-sort=descending]") ?? [])].map(words),
    filter: document.querySelector("[type=search]")?.value,
    checked: document.body.innerText.match(/已核 \d+ \/ \d+/)?.[0],
    rows: [...(grid?.querySelectorAll("[role=rowheader]") ?? [])].map(cell => words(cell.closest("[role=row]"))),
  };
}

/** The first rows only: windows differ in height. */
const first = ({ rows, ...rest }) => ({ ...rest, rows: rows.slice(0, SEEN) });

let saving;
/** The page saved in Chromium with two reports inside, of which rows are sorted, filtered and checked: its file, and what was
 * on the screen. */
const saved = () => (saving ??= save());

async function save() {
  let result;
  await visit({}, async gangmu => {
    const { page } = gangmu;
    await gangmu.choose(names.map((name, i) => ({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from(texts[i]) })));
    await page.getByRole("table", { name: "已打开 2 份报告" }).getByRole("button").first().click();
    await gangmu.idle();
    await gangmu.go("指标");
    for (const at of [0, 1, 3]) {
      await gangmu.rows.nth(at).focus();
      await page.keyboard.press("c");
    }
    await page.getByText(/^已核 3 \//).waitFor();
    await page.getByRole("searchbox", { name: "筛选" }).fill("增长");
    await gangmu.grid.getByRole("columnheader", { name: /^数值/ }).getByRole("button").first().click();
    await becomes(async () => (await page.evaluate(state)).sorted.length, 1);
    await gangmu.button("分享").click();
    const dialog = page.getByRole("dialog", { name: "分享" });
    await dialog.getByRole("radio", { name: /^另存为网页/ }).check();
    const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "另存为网页" }).click()]);
    const file = join(folder, "saved.html");
    await download.saveAs(file);
    await page.keyboard.press("Escape");
    const shown = await page.evaluate(state);
    assert.ok(shown.rows.length >= SEEN && shown.count > SEEN && shown.filter === "增长", JSON.stringify(shown));
    result = { address: pathToFileURL(file).href, shown: first(shown) };
  });
  return result;
}

let reading;
/** What the served page shows of the report. */
const read = () => (reading ??= visited());

async function visited() {
  let shown;
  await visit({}, async gangmu => {
    await gangmu.open(text);
    await gangmu.go("指标");
    shown = first(await gangmu.page.evaluate(state));
  });
  assert.equal(shown.rows.length, SEEN);
  assert.ok(shown.count > 100);
  return shown;
}

// ----------------------------------------------------------------------------------------------------------- Firefox

/** Opens `address` in a Firefox of its own, without a network unless `online`, and lets `act` look at the page; fails if the
 * page asked for anything but its own file, or said anything on the console. */
async function inFirefox(address, act, { online = false } = {}) {
  const extraPrefsFirefox = { "intl.accept_languages": "zh-CN", ...(online ? {} : OFF) };
  const browser = await launchFirefox({ args: ["--width=1280", "--height=900"], defaultViewport: null, extraPrefsFirefox });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const before = asked;
    const reached = await page.goto(`http://127.0.0.1:${probe.address().port}/`).then(response => response.ok(), () => false);
    assert.equal(reached, online, "the network is as it should be");
    assert.equal(asked > before, online);
    const faults = [];
    page.on("console", message => {
      if (["error", "warn", "assert"].includes(message.type())) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", error => faults.push(`uncaught: ${error.message}`));
    page.on("request", request => {
      const url = request.url();
      if (!/^(blob|data):/.test(url) && url.split("#")[0] !== address) faults.push(`request: ${url}`);
    });
    if (address) {
      await page.goto(address);
      await act(page);
    }
    assert.deepEqual(faults, []);
    assert.equal(asked > before, online);
  } finally {
    await browser.close();
  }
}

/** Looks at leisure for what has this name and role: each look makes Firefox name everything on the page. */
async function find(page, name, role) {
  for (const end = Date.now() + 120_000; ; await setTimeout(300)) {
    const found = await page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    if (found !== null) return found;
    assert.ok(Date.now() < end, `no ${role} “${name}” came`);
  }
}

const shows = (page, wanted) => becomes(async () => first(await page.evaluate(state)), wanted);

// ------------------------------------------------------------------------------------------------------------- tests

test("Firefox with a network reaches the server that it must not reach without one", SLOW, () => inFirefox(undefined, undefined, { online: true }));

test("Firefox without a network: the one file opens from a file and reads a report as the served page does", SLOW, async () => {
  const wanted = await read();
  await inFirefox(bundle(), async page => {
    const box = await find(page, "粘贴报告全文", "textbox");
    await box.evaluate((box, text) => {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }, text);
    await (await find(page, "分析", "button")).click();
    await (await find(page, "指标", "link")).click();
    await shows(page, wanted);
  });
});

test("Firefox without a network: a saved page opens from a file with reports, view, rows and checks as they were", SLOW, async () => {
  const { address, shown } = await saved();
  await inFirefox(address, async page => {
    await shows(page, shown);
    // The other report is inside, too.
    await (await find(page, "原文", "link")).click();
    await page.waitForSelector("article");
    await (await find(page, "纲目 首页", "link")).click();
    await becomes(() => page.evaluate(() => document.querySelector("main caption")?.textContent.trim()), "已打开 2 份报告");
  });
});

/** What the guards hear of `unreachable`. */
const expected = /^request off origin: http:\/\/127\.0\.0\.1:\d+\/$/;

scene("Chromium without a network: the one file reads a report as the served page does", { edition: EDITIONS.file, expected, ...SLOW }, async gangmu => {
  const wanted = await read();
  await unreachable(gangmu);
  await gangmu.open(text);
  await gangmu.go("指标");
  await shows(gangmu.page, wanted);
});

test("Chromium without a network: a saved page opens with reports, view, rows and checks as they were", SLOW, async () => {
  const { address, shown } = await saved();
  await visit({ edition: { address: () => address, offline: true }, expected }, async gangmu => {
    await unreachable(gangmu);
    await shows(gangmu.page, shown);
    await gangmu.home.click();
    await gangmu.page.getByRole("table", { name: "已打开 2 份报告" }).waitFor();
  });
});

/** Fails if a page of this context reaches the test's own server. */
async function unreachable({ context }) {
  const before = asked;
  const page = await context.newPage();
  await assert.rejects(page.goto(`http://127.0.0.1:${probe.address().port}/`), /ERR_INTERNET_DISCONNECTED/);
  await page.close();
  assert.equal(asked, before);
}
