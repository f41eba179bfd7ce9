// 对比: reports side by side. Which place promises most? Did it keep last year's promise? Every figure leads to its sentence.

import assert from "node:assert/strict";
import { becomes, focused, sample, scene, setUp } from "./helper.mjs";

setUp();
const names = ["yunxi-county-2024", "linhe-city-2023", "linhe-city-2024"];
const texts = await Promise.all(names.map(sample));

const grid = page => page.getByRole("grid", { name: "对比", exact: true });
const side = (page, name) => page.getByRole("group", { name: "取值" }).getByRole("button", { name, exact: true });
const rows = page => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader") });
const order = async page => (await rows(page).getByRole("rowheader").allInnerTexts()).map(text => text.replace(/^\d*\s*/, "").trim());
const readout = page => page.getByRole("status").filter({ hasText: "·" });

async function compare(gangmu) {
  const { page } = gangmu;
  await gangmu.choose(texts.map((text, i) => ({ name: `${names[i]}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) })));
  await page.getByRole("table", { name: "已打开 3 份报告" }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.tab("对比").click();
  await grid(page).waitFor();
}

scene("with one report there is nothing to compare", async gangmu => {
  await gangmu.open(texts[0]);
  assert.equal(await gangmu.tab("对比").count(), 0);
});

scene("which place has the highest growth target: a click on the column, and the sentence under it", async gangmu => {
  const { page } = gangmu;
  await compare(gangmu);
  const header = grid(page).getByRole("columnheader", { name: /^地区生产总值/ });
  assert.equal(await header.getAttribute("aria-sort"), "descending");
  const down = await order(page);
  assert.equal(down.length, 4);
  assert.equal(down.at(-1), "中位数");
  await header.getByRole("button").click();
  await becomes(() => grid(page).getByRole("columnheader", { name: /^地区生产总值/ }).getAttribute("aria-sort"), "ascending");
  const up = await order(page);
  assert.deepEqual(new Set(up), new Set(down));
  // The cell's sentence, then its place in the text.
  await rows(page).first().getByRole("gridcell").first().click();
  await readout(page).filter({ hasText: "地区生产总值" }).waitFor();
  const marked = await readout(page).locator("mark").innerText();
  await page.getByRole("button", { name: "在原文中看" }).click();
  await gangmu.seen("原文");
  // The number is on the screen, and its row in the margin is the one that is on.
  const row = page.getByRole("button", { pressed: true }).filter({ hasText: "生产总值" });
  await row.waitFor();
  assert.ok((await row.innerText()).replace(/\s/g, "").includes(marked.match(/[\d.]+/)[0]));
  await page.goBack();
  await grid(page).waitFor();
  await becomes(() => order(page), up);
});

scene("the grid is walked by keyboard", async gangmu => {
  const { page } = gangmu;
  await compare(gangmu);
  const cell = (row, column) => rows(page).nth(row).locator(`[data-column="${column}"]`);
  await gangmu.tabTo(cell(0, 0));
  await page.keyboard.press("ArrowRight");
  assert.ok(await focused(cell(0, 1)));
  await page.keyboard.press("ArrowDown");
  assert.ok(await focused(cell(1, 1)));
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  assert.ok(await focused(cell(1, 0)));
  await page.keyboard.press("Enter");
  await gangmu.seen("原文");
});

scene("last year's targets stand beside what became of them", async gangmu => {
  const { page } = gangmu;
  await compare(gangmu);
  await side(page, "完成").click();
  await becomes(async () => (await order(page)).length, 4);
  await side(page, "去年目标 → 完成").click();
  // Of the three reports one has its predecessor open.
  await becomes(async () => (await order(page)).length, 2);
  assert.match((await order(page))[0], /麟河市 2024/);
  const told = await rows(page).first().getByRole("gridcell").allInnerTexts();
  assert.ok(told.some(text => /→/.test(text) && /达到|接近|未达到/.test(text)), String(told));
});

scene("columns are picked, and travel with the table and the address", async gangmu => {
  const { page } = gangmu;
  await compare(gangmu);
  await page.getByRole("button", { name: /^选指标/ }).click();
  const list = page.getByRole("group", { name: "选指标" });
  await list.getByRole("checkbox", { name: /^地区生产总值/ }).uncheck();
  await becomes(() => grid(page).getByRole("columnheader", { name: /^地区生产总值/ }).count(), 0);
  await list.getByRole("checkbox", { name: /^地区生产总值/ }).check();
  await page.keyboard.press("Escape");
  await grid(page).getByRole("columnheader", { name: /^地区生产总值/ }).waitFor();
  await page.getByRole("button", { name: "复制为表格" }).click();
  const { text, html } = await gangmu.clipboard();
  const lines = text.split("\n");
  assert.equal(lines.length, 4);
  assert.ok(lines[0].includes("地区生产总值") && html.includes("<td>"), text);
});
