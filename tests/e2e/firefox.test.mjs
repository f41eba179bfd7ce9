// Firefox, by WebDriver BiDi (playwright drives only browsers of its own make): the main path on the served folder, and that
// the one file starts and reads.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { bundle, launchFirefox } from "./harness/browsers.mjs";
import { sample, serve } from "./helper.mjs";

const TITLE = "2024年芸溪县政府工作报告";
let server;
let browser;

before(async () => {
  server = await serve();
  // The window sets the size: Firefox 140 does not know all that puppeteer sends for a viewport.
  browser = await launchFirefox({ args: ["--width=1280", "--height=900"], defaultViewport: null });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens `address` and gives `act` the page, with what it has to hear of faults. */
async function visit(address, act) {
  const page = await browser.newPage();
  const faults = [];
  page.on("console", message => {
    if (["error", "warn", "assert"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", error => faults.push(`uncaught: ${error.message}`));
  page.setDefaultTimeout(30_000);
  try {
    await page.goto(address);
    await act(page);
    assert.deepEqual(faults, []);
  } finally {
    await page.close();
  }
}

/** What has this name and role, waited for at leisure: each look makes Firefox name everything on the page, and looking all
 * the time leaves a busy machine no time for the page itself. */
async function find(page, name, role) {
  for (const end = Date.now() + 90_000; ; await setTimeout(500)) {
    const found = await page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    if (found !== null) return found;
    assert.ok(Date.now() < end, `no ${role} “${name}” came`);
  }
}
const click = async (page, name, role) => (await find(page, name, role)).click();

/** Pastes a report and goes to its table. */
async function readTable(page) {
  const text = await sample("yunxi-county-2024");
  const box = await find(page, "粘贴报告全文", "textbox");
  await box.evaluate((box, text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
  await click(page, "分析", "button");
  await find(page, TITLE, "heading");
  await click(page, "指标", "link");
  const grid = await find(page, "指标", "grid");
  assert.ok(Number(await grid.evaluate(grid => grid.getAttribute("aria-rowcount"))) > 100);
}

async function readAll(page) {
  await readTable(page);
  await click(page, "税收收入占比", "rowheader");
  await click(page, "在原文中看", "button");
  const tree = await find(page, "大纲", "tree");
  assert.ok((await tree.$$("[role=treeitem]")).length > 10);
  await page.waitForSelector("article ::-p-text(税收收入6.12亿元)");

  await click(page, "词语", "link");
  await find(page, "词云", "group");
  await click(page, "竹材", "button");
  await page.waitForSelector("ol[aria-label^='“竹材”的']");
  await click(page, "English", "button");
  await find(page, "Words", "link");
}

test("Firefox: the main path on the served folder", { timeout: 300_000 }, () => visit(server.url, readAll));
test("Firefox: the one file starts and reads", { timeout: 300_000 }, () => visit(bundle(), readTable));
