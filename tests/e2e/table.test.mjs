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

scene("Shift adds a further column to the order, by mouse and by keyboard, and link, back and forward keep it", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const { indicators } = (await gangmu.analysis(text)).documents[0];
  const header = name => gangmu.grid.getByRole("columnheader", { name: new RegExp(`^${name}`) });
  const sorts = name => header(name).getAttribute("aria-sort");
  const named = name => header(name).getByRole("button").evaluate(button => button.textContent.replace(/\s/g, ""));
  const names = () => gangmu.rows.getByRole("rowheader").allInnerTexts().then(names => names.slice(0, 12));
  const size = row => row.amount ?? row.value;
  const status = row => ["actual", "target", "other"].indexOf(row.status);
  // Array.prototype.sort is stable: rows that are alike stay in reading order.
  const expected = compare => [...indicators].sort(compare).slice(0, 12).map(row => row.indicator);

  await header("状态").getByRole("button").click();
  await becomes(() => sorts("状态"), "ascending");
  const first = await names();
  await header("数值").getByRole("button").click({ modifiers: ["Shift"] });
  await becomes(names, expected((a, b) => status(a) - status(b) || size(a) - size(b)));
  assert.equal(await sorts("状态"), "ascending", "the first one sorts on");
  assert.equal(await sorts("数值"), null, "one column of a grid has aria-sort");
  assert.match(await named("状态"), /1，第1排序依据，升序$/);
  assert.match(await named("数值"), /↑2，第2排序依据，升序$/);

  // Again turns it round, by keyboard.
  await header("数值").getByRole("button").focus();
  await page.keyboard.press("Shift+Enter");
  const both = expected((a, b) => status(a) - status(b) || size(b) - size(a));
  await becomes(names, both);
  assert.match(await named("数值"), /↓2，第2排序依据，降序$/);
  assert.ok(await header("数值").getByRole("button").evaluate(button => button === document.activeElement), "it keeps the focus");
  await header("时期").getByRole("button").focus();
  await page.keyboard.press("Shift+Space");
  await becomes(() => named("时期").then(name => name.includes("第3排序依据")), true);
  await page.keyboard.press("Shift+Space");
  await page.keyboard.press("Shift+Space");
  await becomes(() => named("时期"), "时期", "a third time drops it");
  await becomes(names, both);

  // The link says so.
  await page.waitForTimeout(600);
  await page.reload();
  await gangmu.pasteBox.waitFor();
  await gangmu.paste(text);
  await gangmu.grid.waitFor();
  await becomes(names, both);
  await gangmu.go("一览");
  await page.goBack();
  await gangmu.grid.waitFor();
  await becomes(names, both);
  await page.goForward();
  await gangmu.seen("一览");
  await gangmu.go("指标");

  // Without Shift it is the only one again.
  await header("状态").getByRole("button").click();
  await becomes(names, first);
  await becomes(() => named("数值"), "数值");
});

/** Prints as the browser does: the file, and the names of the rows that stand on paper then. */
async function printed(page) {
  await page.evaluate(() => {
    const take = () => {
      window.onPaper = [...document.querySelectorAll("main table tbody tr")].map(row => row.cells[1].textContent);
    };
    addEventListener("beforeprint", take, { once: true });
  });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return { pdf, names: await page.evaluate(() => window.onPaper) };
}

scene("paper has all rows that are listed, in their order, and the screen is as before", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const { indicators } = (await gangmu.analysis(text)).documents[0];
  const paper = page.locator("main table");
  // What print media shows, after the event that comes before it.
  const shown = async () => {
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const rows = await paper.locator("tbody tr").evaluateAll(rows =>
      rows.filter(row => row.getClientRects().length > 0).map(row => [...row.cells].map(cell => cell.textContent)),
    );
    const grid = await gangmu.grid.isVisible();
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: null });
    assert.equal(grid, false, "the grid's few rows are not there as well");
    assert.equal(await paper.count(), 0, "it is gone afterwards");
    return rows;
  };
  const all = await shown();
  assert.deepEqual(all.map(row => row[1]), indicators.map(row => row.indicator));
  assert.equal(all.at(-1)[0], String(indicators.length));

  await gangmu.button(/目标/).click();
  await gangmu.grid.getByRole("columnheader", { name: "数值" }).getByRole("button").click();
  const size = row => row.amount ?? row.value;
  const targets = indicators.filter(row => row.status === "target").sort((a, b) => size(a) - size(b));
  await becomes(() => count(gangmu), targets.length + 1);
  assert.deepEqual((await shown()).map(row => row[1]), targets.map(row => row.indicator));

  // Closed groups are whole on paper, under their headings.
  await gangmu.button("按领域").click();
  const heading = gangmu.grid.getByRole("gridcell", { expanded: true }).first();
  await heading.click();
  const grouped = await shown();
  const headings = grouped.filter(row => row.length === 1);
  assert.equal(grouped.length - headings.length, targets.length);
  assert.ok(headings.length > 3);

  // The browser's own print comes to the same: it waits for nothing.
  await gangmu.button("全部清除").click();
  await gangmu.button("不分组").click();
  const { pdf, names } = await printed(page);
  // The order by value is still on.
  assert.equal(names.length, indicators.length);
  assert.equal(names.at(-1), [...indicators].sort((a, b) => size(a) - size(b)).at(-1).indicator);
  // A sheet has some fifty rows; blank ones are none.
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(sheets >= Math.ceil(indicators.length / 60) && sheets <= Math.ceil(indicators.length / 25), `${sheets} sheets`);
  await becomes(() => paper.count(), 0);
  assert.ok(await gangmu.grid.isVisible());
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
  // A plain click opens a row, and is where a selection begins.
  await name(2).click();
  await name(2).click();
  await name(5).click({ modifiers: ["Shift"] });
  await page.getByText("已选 4 行").waitFor();
});

scene("a correction elsewhere does not scroll back to the row that is open", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.rows.nth(2).getByRole("rowheader").click();
  await gangmu.button("在原文中看").waitFor();
  await gangmu.rows.nth(2).focus();
  for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowDown");
  const at = () => page.evaluate(() => document.activeElement.getBoundingClientRect().top);
  await becomes(async () => (await at()) > 300, true);
  await page.keyboard.press("c");
  await page.getByText(/^已核 1 \//).first().waitFor();
  await page.waitForTimeout(400);
  const top = await at();
  assert.ok(top > 100 && top < page.viewportSize().height, `the row at the keyboard is at ${top}`);
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

// The choices of a facet as «name count», without what counts nothing.
const choices = async (gangmu, name) => {
  const words = await gangmu.page.getByRole("group", { name, exact: true }).getByRole("button").allInnerTexts();
  return words.map(word => Number(word.match(/([\d,]+)\s*$/)[1].replaceAll(",", "")));
};

const BOUNDS = ["=", ">=", "<=", "~"];

scene("every facet counts its rows, gives them, and goes by its chip", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const { indicators, sections } = (await gangmu.analysis(text)).documents[0];
  assert.deepEqual(
    await choices(gangmu, "界"),
    BOUNDS.map(bound => indicators.filter(row => row.bound === bound).length),
  );
  const group = name => page.getByRole("group", { name, exact: true });
  const chip = name => gangmu.button(`去掉条件：${name}`);

  await group("界").getByRole("button", { name: /以上/ }).click();
  const least = indicators.filter(row => row.bound === ">=");
  await becomes(() => count(gangmu), least.length + 1);
  await group("领域").getByRole("button", { name: /民生/ }).click();
  const folded = ["民生", "价格"];
  const both = least.filter(row => folded.includes(row.domain));
  assert.ok(both.length > 0 && both.length < least.length, "the sample has such rows and others");
  await becomes(() => count(gangmu), both.length + 1);
  await chip("以上").click();
  await becomes(() => count(gangmu), indicators.filter(row => folded.includes(row.domain)).length + 1);
  await chip("民生").click();
  await becomes(() => count(gangmu), indicators.length + 1);
  await chip("民生").waitFor({ state: "detached" });

  const top = at => (sections[at].parent == null ? at : top(sections[at].parent));
  const part = page.getByRole("combobox", { name: "部分" });
  const second = await part.locator("option").nth(2).getAttribute("value");
  await part.selectOption(second);
  const inPart = indicators.filter(row => row.section != null && top(row.section) === Number(second));
  await becomes(() => count(gangmu), inPart.length + 1);
  const period = page.getByRole("combobox", { name: "时期" });
  const of = inPart.find(row => row.period).period;
  await period.selectOption(of);
  const inBoth = inPart.filter(row => row.period === of);
  await becomes(() => count(gangmu), inBoth.length + 1);

  // The link says so, and whoever opens it sees the same rows.
  await page.waitForTimeout(600);
  await page.reload();
  await gangmu.pasteBox.waitFor();
  await gangmu.paste(text);
  await gangmu.grid.waitFor();
  await becomes(() => count(gangmu), inBoth.length + 1);
  await gangmu.button("全部清除").click();
  await becomes(() => count(gangmu), indicators.length + 1);
});

scene("rows are gathered by section and by domain, and a group closes by keyboard", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const { indicators } = (await gangmu.analysis(text)).documents[0];
  const groups = gangmu.grid.getByRole("gridcell", { expanded: true }).or(gangmu.grid.getByRole("gridcell", { expanded: false }));
  await gangmu.tabTo(gangmu.button("按章节"));
  await page.keyboard.press("Enter");
  const sections = new Set(indicators.map(row => row.section)).size;
  await becomes(() => count(gangmu), indicators.length + sections + 1);
  assert.ok((await gangmu.grid.getByRole("row").count()) < 70, "too many rows in the document");
  const first = indicators.filter(row => row.section === indicators[0].section).length;
  const heading = groups.first();
  assert.match(await heading.innerText(), new RegExp(`${first} 行`));

  // The keyboard is where it was, at the first row; its group's heading stands above it.
  await gangmu.tabTo(gangmu.rows.first());
  await page.keyboard.press("ArrowUp");
  await becomes(() => heading.evaluate(cell => cell === document.activeElement), true);
  await page.keyboard.press("Enter");
  await becomes(() => count(gangmu), indicators.length + sections + 1 - first);
  assert.equal(await heading.getAttribute("aria-expanded"), "false");
  assert.ok(await heading.evaluate(cell => cell === document.activeElement), "the heading keeps the focus");
  // Its rows are out of sight, but not out of the table.
  await page.getByText(`/ ${indicators.length} 行`).waitFor();
  await page.keyboard.press("Space");
  await page.getByText(`已选 ${first} 行`).waitFor();
  await page.keyboard.press("ArrowRight");
  await becomes(() => count(gangmu), indicators.length + sections + 1);
  await page.keyboard.press("ArrowDown");
  const { indicator } = indicators[0];
  await becomes(() => page.evaluate(() => document.activeElement.querySelector("[role=rowheader]")?.innerText), indicator);

  await gangmu.button("按领域").click();
  await becomes(async () => (await groups.first().innerText()).includes("综合"), true);
  await gangmu.button("不分组").click();
  await becomes(() => count(gangmu), indicators.length + 1);
});

const headers = gangmu => gangmu.grid.getByRole("columnheader").evaluateAll(cells => cells.map(cell => cell.innerText.trim().split(/\s/)[0]));
const width = (gangmu, name) => gangmu.grid.getByRole("columnheader", { name }).evaluate(cell => Math.round(cell.getBoundingClientRect().width));

scene("columns are moved, made wider and hidden by keyboard, are remembered, and come back", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const begin = await headers(gangmu);
  const narrow = await width(gangmu, "动作");
  await gangmu.rows.first().focus();
  await page.keyboard.press("ArrowUp");
  const button = name => gangmu.grid.getByRole("columnheader", { name }).getByRole("button");
  await becomes(() => button("指标").evaluate(button => button === document.activeElement), true);
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await becomes(() => button("动作").evaluate(button => button === document.activeElement), true);
  await page.keyboard.press("Shift+ArrowRight");
  await becomes(() => width(gangmu, "动作"), narrow + 16);
  await page.keyboard.press("Control+ArrowRight");
  await becomes(async () => (await headers(gangmu)).indexOf("动作"), begin.indexOf("动作") + 1);
  await becomes(() => button("动作").evaluate(button => button === document.activeElement), true, "the column keeps the focus");
  const cell = gangmu.rows.first().getByRole("gridcell");
  const status = await gangmu.rows.first().locator("[data-column='6']").innerText();
  assert.match(status, /完成|目标|其他/, "the cells follow their headers");
  assert.equal(await cell.count(), begin.length - 1);

  await gangmu.tabTo(gangmu.button("列"));
  await page.keyboard.press("Enter");
  await gangmu.tabTo(page.getByRole("checkbox", { name: "单位" }));
  await page.keyboard.press("Space");
  await becomes(async () => (await headers(gangmu)).includes("单位"), false);
  assert.equal(await gangmu.grid.getAttribute("aria-colcount"), String(begin.length - 1));
  await page.keyboard.press("Escape");
  await becomes(() => gangmu.button("列").evaluate(button => button === document.activeElement), true);

  await page.reload();
  await gangmu.pasteBox.waitFor();
  await gangmu.paste(text);
  await gangmu.grid.waitFor();
  assert.equal((await headers(gangmu)).includes("单位"), false);
  assert.equal(await width(gangmu, "动作"), narrow + 16);
  await gangmu.button("列").click();
  await gangmu.button("恢复默认").click();
  await becomes(() => headers(gangmu), begin);
  await becomes(() => width(gangmu, "动作"), narrow);
});

scene("columns are moved and made wider by mouse, and a drag does not sort", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const begin = await headers(gangmu);
  const box = name => gangmu.grid.getByRole("columnheader", { name }).boundingBox();
  const drag = async (from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, from.y, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
  const action = await box("动作");
  await drag({ x: action.x + action.width - 2, y: action.y + 8 }, { x: action.x + action.width + 48, y: action.y + 8 });
  await becomes(async () => Math.abs((await width(gangmu, "动作")) - action.width - 50) <= 2, true);
  const period = await box("时期");
  await drag({ x: period.x + 20, y: middle(period).y }, middle(await box("动作")));
  await becomes(async () => (await headers(gangmu)).indexOf("时期"), begin.indexOf("动作"));
  assert.equal(await gangmu.grid.getByRole("columnheader", { name: "时期" }).getAttribute("aria-sort"), null);
  await gangmu.grid.getByRole("columnheader", { name: "时期" }).getByRole("button").click();
  await becomes(() => gangmu.grid.getByRole("columnheader", { name: "时期" }).getAttribute("aria-sort"), "ascending");
});

scene("an open row shows its sentence where that column is hidden", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.button("列").click();
  await page.getByRole("checkbox", { name: "原句" }).uncheck();
  await page.keyboard.press("Escape");
  await gangmu.rows.first().getByRole("rowheader").click();
  await gangmu.button("在原文中看").waitFor();
});

scene("a phone shows at least six rows, and what arranges them behind one button", { viewport: { width: 390, height: 844 }, hasTouch: true }, async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.rows.first().waitFor();
  const whole = await gangmu.rows.evaluateAll(rows => {
    // What is really at the row's upper and lower edge: bars at the edges of the screen cover rows.
    const bare = (row, y) => row.contains(document.elementFromPoint(row.getBoundingClientRect().left + 40, y));
    return rows.filter(row => {
      const { top, bottom } = row.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight && bare(row, top + 2) && bare(row, bottom - 2);
    }).length;
  });
  assert.ok(whole >= 6, `${whole} rows`);
  const order = page.getByRole("combobox", { name: "排序" });
  assert.equal(await order.isVisible(), false);
  const more = page.getByRole("button", { name: "更多", exact: true });
  await more.tap();
  assert.equal(await more.getAttribute("aria-expanded"), "true");
  await order.selectOption({ label: "数值，从大到小" });
  const { indicators } = (await gangmu.analysis(text)).documents[0];
  const size = row => row.amount ?? row.value;
  const largest = indicators.reduce((a, b) => (size(b) > size(a) ? b : a));
  await becomes(() => gangmu.rows.first().getByRole("rowheader").innerText(), largest.indicator);
  // By a further column, too: what was done comes first, the smallest of it before all.
  const further = page.getByRole("combobox", { name: "再按" });
  await order.selectOption({ label: "状态" });
  await further.first().selectOption({ label: "数值，从小到大" });
  await becomes(() => further.count(), 2);
  const done = indicators.filter(row => row.status === "actual");
  const smallest = done.reduce((a, b) => (size(b) < size(a) ? b : a));
  await becomes(() => gangmu.rows.first().getByRole("rowheader").innerText(), smallest.indicator);
  await order.selectOption({ label: "原文次序" });
  await becomes(() => further.count(), 0);
  await gangmu.button("按章节").waitFor();
  await page.getByRole("group", { name: "界", exact: true }).waitFor();
  await more.tap();
  await order.waitFor({ state: "hidden" });
  await more.tap();
  await order.waitFor();
  await page.keyboard.press("Escape");
  await order.waitFor({ state: "hidden" });
  // The menu of what to take away stays within reach, in one line.
  const { x, width } = await gangmu.button(/^导出/).boundingBox();
  assert.ok(x >= 0 && x + width <= page.viewportSize().width, `${x} + ${width}`);
  await gangmu.button(/^导出/).click({ trial: true });
});

scene("a phone selects single rows and copies them", { viewport: { width: 390, height: 844 }, hasTouch: true }, async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const { indicators } = (await gangmu.analysis(text)).documents[0];
  await gangmu.button("选取").tap();
  await gangmu.rows.nth(1).getByRole("rowheader").tap();
  await gangmu.rows.nth(3).getByRole("checkbox").tap();
  await page.getByText("已选 2 行").waitFor();
  await gangmu.button(/^复制为表格/).tap();
  await page.getByText("已复制 2 行").waitFor();
  const { text: copied } = await gangmu.clipboard();
  assert.equal(copied.trim().split("\n").length, 3);
  assert.ok(copied.includes(indicators[1].indicator) && copied.includes(indicators[3].indicator));
  // Without it a touch opens the row again.
  await gangmu.button("选取").tap();
  await gangmu.rows.nth(2).getByRole("rowheader").tap();
  await gangmu.button("在原文中看").waitFor();
});
