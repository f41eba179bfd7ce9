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
  // Tab comes to one cell, also when the rows are drawn anew, and it is the one that was left, wherever it stands now.
  const left = (await order(page))[1];
  const stops = grid(page).locator("td[tabindex='0']");
  assert.equal(await stops.count(), 1);
  await grid(page).getByRole("columnheader").nth(2).getByRole("button").first().click();
  await becomes(() => stops.count(), 1);
  await becomes(async () => (await order(page))[Number(await stops.getAttribute("data-row"))], left);
  assert.equal(await stops.getAttribute("data-column"), "0");
  await gangmu.tabTo(stops);
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

/** Reports of invented places with these plans; opens them in 对比. */
async function comparePlans(gangmu, plans) {
  const { page } = gangmu;
  const report = (place, plan) => `${place}2024年政府工作报告\n各位代表：\n一、2024年工作安排\n今年，${plan}。\n`;
  await gangmu.choose(Object.entries(plans).map(([place, plan]) => (
    { name: `${place}.txt`, mimeType: "text/plain", buffer: Buffer.from(report(place, plan)) }
  )));
  await page.getByRole("table", { name: /^已打开/ }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.tab("对比").click();
  await grid(page).waitFor();
}

scene("a range stands with both its ends in the matrix, its copy and its files, and is drawn as a bar", async gangmu => {
  const { page } = gangmu;
  await comparePlans(gangmu, {
    青禾县: "地区生产总值增长5.2%",
    白渡县: "地区生产总值增长5%—5.5%",
    黄杨县: "地区生产总值增长6%左右",
  });
  const cells = () => rows(page).locator("[data-column='0']").evaluateAll(cells => cells.map(cell => cell.innerText.replace(/\s/g, "")));
  // By its lower end it comes last.
  await becomes(cells, ["≈6", "5.2", "5–5.5"]);
  await page.getByText("区间，按低的一端排").waitFor();
  const bar = await rows(page).filter({ hasText: "白渡县" }).locator("line.range").boundingBox();
  assert.ok(bar.width > 4, `a bar of ${bar.width}`);
  await page.getByRole("button", { name: "复制为表格" }).click();
  assert.match((await gangmu.clipboard()).text, /白渡县[^\n]*\t5–5\.5/);
  await page.getByRole("button", { name: /^保存/ }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^CSV/ }).click()]);
  const bytes = [];
  for await (const chunk of await file.createReadStream()) bytes.push(chunk);
  assert.match(Buffer.concat(bytes).toString(), /白渡县[^\n]*,5–5\.5/);
});

scene("quantities leave as numbers of the heading's unit, and a fall under a name that is one as what it is", async gangmu => {
  const { page } = gangmu;
  await comparePlans(gangmu, {
    青禾县: "地区生产总值增长5%，城镇新增就业1.25万人以上，单位GDP能耗下降2%",
    白渡县: "地区生产总值增长6%，城镇新增就业8000人，单位GDP能耗下降3%",
  });
  const column = name => grid(page).getByRole("columnheader", { name: new RegExp(`^${name}`) });
  await column("单位GDP能耗降低").getByRole("button").click();
  await becomes(async () => (await order(page))[0], "白渡县 2024");
  await page.getByRole("button", { name: "复制为表格" }).click();
  const lines = (await gangmu.clipboard()).text.split(/\r?\n/).map(line => line.split("\t"));
  const at = lines[0].indexOf("城镇新增就业 (人)");
  assert.deepEqual(lines.slice(1, 3).map(line => line.slice(at - 1, at + 1)), [["", "8000"], ["≥", "12500"]]);
  const fall = lines[0].findIndex(heading => heading.startsWith("单位GDP能耗降低"));
  assert.deepEqual(lines.slice(1, 3).map(line => line[fall]), ["3", "2"]);
});

scene("the cell at hand stays at hand when another column sorts the rows", async gangmu => {
  const { page } = gangmu;
  await comparePlans(gangmu, {
    青禾县: "地区生产总值增长5%，固定资产投资增长9%",
    白渡县: "地区生产总值增长6%，固定资产投资增长8%",
  });
  assert.deepEqual((await order(page)).slice(0, 2), ["白渡县 2024", "青禾县 2024"]);
  await rows(page).first().getByRole("gridcell").first().click();
  await readout(page).filter({ hasText: "白渡县" }).waitFor();
  await grid(page).getByRole("columnheader", { name: /^固定资产投资/ }).getByRole("button").click();
  await becomes(async () => (await order(page))[0], "青禾县 2024");
  await readout(page).filter({ hasText: /白渡县.*地区生产总值/ }).waitFor();
  assert.equal(await grid(page).locator("td[tabindex='0']").evaluate(cell => cell.closest("tr").innerText.includes("白渡县")), true);
});

/** How far the tables of a view stick out of a sheet across (273 mm between its margins) when it is printed. */
async function overSheet(page) {
  // The window is what stands between the margins.
  await page.setViewportSize({ width: 1032, height: 700 });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const found = await page.evaluate(() => {
    const tables = [...document.querySelectorAll("main table")].filter(table => table.getClientRects().length > 0);
    const cells = tables.flatMap(table => [...table.querySelectorAll("th, td")]);
    return {
      over: Math.max(...cells.map(cell => cell.getBoundingClientRect().right)) - innerWidth,
      cut: cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent),
      tables: tables.map(table => ({
        headings: [...table.querySelectorAll("thead th")].map(cell => cell.textContent.trim()),
        rows: table.querySelectorAll("tbody tr").length,
      })),
    };
  });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  return found;
}

scene("on paper nothing of the matrix is cut, however many columns it has", async gangmu => {
  const { page } = gangmu;
  await compare(gangmu);
  const few = await overSheet(page);
  assert.ok(few.over <= 0, `it sticks out by ${few.over}`);
  assert.deepEqual(few.cut, []);
  assert.equal(few.tables.length, 1);
  assert.equal(few.tables[0].rows, 4);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sizes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => width - height > 0);
  assert.deepEqual(new Set(sizes), new Set([true]), "every sheet is turned, none is blank before them");

  // All that can be picked.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("button", { name: /^选指标/ }).click();
  const boxes = page.getByRole("group", { name: "选指标" }).getByRole("checkbox");
  for (let i = 0; i < (await boxes.count()); i++) await boxes.nth(i).check();
  const picked = await boxes.count();
  assert.ok(picked > 12, `the samples have ${picked}`);
  await page.keyboard.press("Escape");
  await becomes(() => grid(page).getByRole("columnheader").count().then(count => count > picked), true);
  const many = await overSheet(page);
  assert.ok(many.over <= 0, `it sticks out by ${many.over}`);
  assert.deepEqual(many.cut, []);
  assert.ok(many.tables.length > 1 && many.tables.every(table => table.rows === 4));
  const headings = many.tables.flatMap(table => table.headings.slice(1));
  assert.equal(headings.length, picked);
  assert.equal(new Set(headings).size, picked);
  assert.ok(await grid(page).isVisible(), "the screen is as before");
});
