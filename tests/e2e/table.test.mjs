// 指标: the grid shows every row of the contract, sorts, filters, and keeps few rows in the document.

import assert from "node:assert/strict";
import { becomes, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const count = gangmu => gangmu.grid.getAttribute("aria-rowcount").then(Number);

scene("the grid counts every row of the contract and its header", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("指标");
  const { documents } = await gangmu.analysis(text);
  assert.equal(await count(gangmu), documents[0].indicators.length + 1);
  const first = gangmu.rows.first();
  assert.equal(await first.getAttribute("aria-rowindex"), "2");
  assert.equal(await first.getByRole("rowheader").innerText(), documents[0].indicators[0].indicator);
});

scene("only the rows on the screen are in the document, and the last one comes when it is asked for", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("指标");
  const rows = await count(gangmu);
  assert.ok((await gangmu.rows.count()) < 60, "too many rows in the document");
  await gangmu.rows.first().focus();
  await gangmu.page.keyboard.press("End");
  const last = gangmu.rows.and(gangmu.page.locator(`[aria-rowindex="${rows}"]`));
  await last.waitFor();
  assert.ok(await last.evaluate(row => row === document.activeElement));
  assert.ok((await gangmu.rows.count()) < 60, "too many rows in the document");
});

scene("every column sorts both ways and back", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const names = () => gangmu.rows.getByRole("rowheader").allInnerTexts().then(names => names.slice(0, 12));
  const reading = await names();
  for (const column of ["指标", "界", "数值", "单位", "动作", "状态", "时期", "领域", "原句"]) {
    const header = gangmu.grid.getByRole("columnheader", { name: column });
    const order = () => header.getAttribute("aria-sort");
    for (const expected of ["ascending", "descending", null]) {
      await header.getByRole("button").click();
      await becomes(order, expected, column);
    }
  }
  assert.deepEqual(await names(), reading);

  await gangmu.grid.getByRole("columnheader", { name: "数值" }).getByRole("button").click();
  await gangmu.grid.getByRole("columnheader", { name: "数值" }).getByRole("button").click();
  const { documents } = await gangmu.analysis(text);
  const size = row => row.amount ?? row.value;
  const largest = documents[0].indicators.reduce((a, b) => (size(b) > size(a) ? b : a));
  await becomes(() => gangmu.rows.first().getByRole("rowheader").innerText(), largest.indicator);
  assert.ok(page.url().includes("#v1."));
});

scene("words, status and type filter the rows, and what would give nothing says how to go on", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const { indicators } = (await gangmu.analysis(text)).documents[0];
  const targets = indicators.filter(row => row.status === "target");
  await gangmu.button(/目标/).click();
  await becomes(() => count(gangmu), targets.length + 1);
  await gangmu.button(/增减/).click();
  await becomes(() => count(gangmu), targets.filter(row => row.type === "change").length + 1);
  await gangmu.button("全部清除").click();
  await becomes(() => count(gangmu), indicators.length + 1);

  const box = page.getByRole("searchbox", { name: "筛选" });
  await box.fill("税收");
  await becomes(async () => (await count(gangmu)) < indicators.length / 2, true);
  await gangmu.row("税收收入占比").waitFor();
  await box.fill("没有这样的指标");
  await page.getByText("没有同时符合这些条件的行").waitFor();
  await gangmu.button(/^去掉“没有这样的指标”/).click();
  await becomes(() => count(gangmu), indicators.length + 1);
  assert.equal(await box.inputValue(), "");
});

scene("rows are selected by box, by Ctrl and by Shift, and Escape drops them", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const name = at => gangmu.rows.nth(at).getByRole("rowheader");
  await name(1).click({ modifiers: ["ControlOrMeta"] });
  await name(4).click({ modifiers: ["Shift"] });
  await page.getByText("已选 4 行").waitFor();
  assert.equal(await gangmu.rows.nth(3).getAttribute("aria-selected"), "true");
  await page.getByRole("checkbox", { name: "全选" }).check();
  await page.getByText(`已选 ${(await count(gangmu)) - 1} 行`).waitFor();
  await gangmu.rows.first().focus();
  await page.keyboard.press("Escape");
  await page.getByText(/^已选/).waitFor({ state: "hidden" });
});

scene("an open row tells how it came about: its rule, where its name stands, what its time is from", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const { indicators } = (await gangmu.analysis(text)).documents[0];
  const why = gangmu.grid.getByRole("list", { name: "怎么来的" }).getByRole("listitem");
  const name = "社会消费品零售总额";
  const at = indicators.findIndex(row => row.indicator === name);
  assert.deepEqual([indicators[at].rule, indicators[at + 1].rule], ["core", "carried-topic"]);
  await gangmu.tabTo(gangmu.rows.first());
  for (let i = 0; i < at; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await why.first().waitFor();
  const level = await why.allInnerTexts();
  assert.match(level[0], /^规则 core 名称紧挨在数字之前/);
  assert.equal(level[1], `名称取自数字之前的“${name}”`);
  assert.equal(level[2], "时间和状态来自章节的作用：回顾");
  assert.equal(await gangmu.grid.locator("blockquote u").innerText(), name);
  await page.keyboard.press("Enter");
  await why.first().waitFor({ state: "hidden" });

  // A change behind it has no name of its own; its explanation leads to the row whose name it continues.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await why.first().waitFor();
  assert.match((await why.allInnerTexts())[0], /^规则 carried-topic /);
  const topic = why.getByRole("button", { name: `名称沿用上文的话题“${name}”` });
  await gangmu.tabTo(topic);
  await page.keyboard.press("Enter");
  await becomes(async () => (await why.allInnerTexts())[1], `名称取自数字之前的“${name}”`);
});
