// index.html opened by a double click: no browser lets it load the files beside it, so it points to gangmu.html, which
// needs none.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium, unserved } from "./harness/browsers.mjs";

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

test("index.html by a double click says what to open instead", { timeout: 60_000 }, async () => {
  const page = await browser.newPage();
  await page.goto(unserved());
  const main = page.getByRole("main");
  await main.getByText("请打开同一文件夹里的").waitFor();
  await main.getByRole("link", { name: "gangmu.html" }).first().click();
  await page.getByRole("textbox", { name: /^粘贴/ }).waitFor();
  assert.ok(page.url().endsWith("/gangmu.html"));
});
