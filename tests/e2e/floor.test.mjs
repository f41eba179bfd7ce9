// The browser floor, Chromium 109: the main path on the served folder. The browser comes with an npm package.

import assert from "node:assert/strict";
import { launchFloor } from "./harness/browsers.mjs";
import { onScreen, sample, scene, setUp } from "./helper.mjs";

setUp(launchFloor);
const skip = process.platform === "linux" && process.arch === "x64" ? false : "there is no Chromium 109 for this machine";
const text = await sample("yunxi-county-2024");

scene("Chromium 109: paste, table, outline, cloud, dark", { skip }, async gangmu => {
  const { page } = gangmu;
  assert.match(page.context().browser().version(), /^109\./);
  await gangmu.open(text);
  await gangmu.go("指标");
  assert.ok(Number(await gangmu.grid.getAttribute("aria-rowcount")) > 100);
  await gangmu.row("税收收入占比").getByRole("rowheader").click();
  await gangmu.grid.getByRole("blockquote").getByText("其中税收收入6.12亿元").waitFor();
  await gangmu.grid.getByRole("button", { name: "在原文中看" }).click();
  await gangmu.seen("原文");
  await onScreen(gangmu.article.getByRole("button", { name: /65\.3/ }));

  const items = gangmu.tree.getByRole("treeitem");
  assert.ok((await items.count()) > 10);
  await items.last().click();
  await gangmu.tree.locator("[aria-current=location]").waitFor();

  await gangmu.go("词语");
  await gangmu.cloud.getByRole("button", { name: "竹材", exact: true }).click();
  await page.getByRole("list", { name: /^“竹材”/ }).getByRole("button").last().click();
  await gangmu.seen("原文");
  assert.equal((await gangmu.marked()).text, "竹材");

  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await gangmu.button("明暗：随系统").click();
  await gangmu.button("明暗：明").click();
  await gangmu.button("明暗：暗").waitFor();
  assert.notEqual(await ground(), light);
});
