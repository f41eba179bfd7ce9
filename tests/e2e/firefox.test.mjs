// Firefox, by WebDriver BiDi (playwright drives only browsers of its own make): the main path on both editions.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "puppeteer-core";
import { BUNDLE, DIST, FIREFOX, sample, serve } from "./helper.mjs";

const TITLE = "2024年芸溪县政府工作报告";
let server;
let browser;

before(async () => {
  server = await serve(DIST);
  browser = await launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
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
  await page.setViewport({ width: 1280, height: 900 });
  try {
    await page.goto(address);
    await act(page);
    assert.deepEqual(faults, []);
  } finally {
    await page.close();
  }
}

async function mainPath(page) {
  const text = await sample("yunxi-county-2024");
  const find = (name, role) => page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`);
  const click = async (name, role) => (await find(name, role)).click();
  const attribute = (element, name) => element.evaluate((element, name) => element.getAttribute(name), name);

  const box = await find("粘贴报告全文", "textbox");
  await box.evaluate((box, text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
  await click("分析", "button");
  await find(TITLE, "heading");

  await click("指标", "link");
  const grid = await find("指标", "grid");
  assert.ok(Number(await attribute(grid, "aria-rowcount")) > 100);
  await click("税收收入占比", "rowheader");
  await click("在原文中看", "button");
  const tree = await find("大纲", "tree");
  assert.ok((await tree.$$("[role=treeitem]")).length > 10);
  await page.waitForFunction(() => document.querySelector("article")?.textContent.includes("税收收入6.12亿元"));

  await click("词语", "link");
  await find("词云", "group");
  await click("旅游", "button");
  await page.waitForFunction(() => document.querySelector("ol[aria-label^='“旅游”的']"));

  await click("明暗：随系统", "button");
  await click("明暗：明", "button");
  await find("明暗：暗", "button");
  await click("English", "button");
  await find("Words", "link");

  const analysis = await page.evaluate(text => gangmu.analyze(text), text);
  assert.equal(analysis.schema, "gangmu.analysis/1");
  assert.equal(analysis.documents[0].title, TITLE);
}

test("Firefox: the main path on the served folder", { timeout: 120_000 }, () => visit(server.url, mainPath));
test("Firefox: the main path in the one file", { timeout: 120_000 }, () => visit(pathToFileURL(BUNDLE).href, mainPath));
