// The main job, on both editions of the page: a report goes in by every door, and its outline, its indicators and its
// words come out, lead to each other and can be taken away.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { becomes, bothEditions, cellsOf, onScreen, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const TITLE = "2024年芸溪县政府工作报告";
const UTF8_BOM = [0xef, 0xbb, 0xbf];

bothEditions("a pasted report opens, and each view shows it", async gangmu => {
  await gangmu.paste(text);
  await gangmu.seen("一览");
  assert.equal(await gangmu.title.innerText(), TITLE);

  await gangmu.go("原文");
  await onScreen(gangmu.article.getByRole("heading", { name: TITLE }));
  assert.ok((await gangmu.tree.getByRole("treeitem").count()) > 10);

  await gangmu.go("指标");
  assert.ok(Number(await gangmu.grid.getAttribute("aria-rowcount")) > 100);
  await gangmu.row("税收收入占比").getByText("65.3").first().waitFor();

  await gangmu.go("词语");
  assert.ok((await gangmu.cloud.getByRole("button").count()) > 30);
});

bothEditions("files are opened with the picker", async gangmu => {
  await gangmu.choose({ name: "芸溪.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await gangmu.seen("一览");
  assert.equal(await gangmu.title.innerText(), TITLE);
  await gangmu.page.getByRole("main").getByText("芸溪.txt").waitFor();
});

bothEditions("files are opened by dropping them, several at once", async gangmu => {
  const other = await sample("linhe-city-2024");
  await gangmu.drop([{ name: "芸溪.txt", text }, { name: "麟河.txt", text: other }]);
  const list = gangmu.page.getByRole("table", { name: "已打开 2 份报告" });
  await list.waitFor();
  await gangmu.idle();
  await list.getByRole("button", { name: "麟河市" }).click();
  await gangmu.seen("一览");
  assert.equal(await gangmu.title.innerText(), "麟河市2024年政府工作报告");
});

bothEditions("a paste outside the field, and Ctrl Enter in it", async gangmu => {
  const { page } = gangmu;
  await page.evaluate(text => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+v");
  await gangmu.seen("一览");
  assert.equal(await gangmu.title.innerText(), TITLE);

  await gangmu.home.click();
  await page.evaluate(text => navigator.clipboard.writeText(text), await sample("linhe-city-2023"));
  await gangmu.pasteBox.focus();
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Control+Enter");
  await gangmu.seen("一览");
  await becomes(() => gangmu.title.innerText(), "2023年麟河市政府工作报告");
});

bothEditions("a sample opens", async gangmu => {
  const samples = gangmu.page.getByRole("table", { name: "样本：3 份" });
  await samples.getByRole("button", { name: "芸溪县" }).click();
  await gangmu.seen("一览");
  assert.equal(await gangmu.title.innerText(), TITLE);
});

bothEditions("a row opens its sentence, and the sentence its place in the text", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("指标");
  const row = gangmu.row("税收收入占比");
  await row.getByRole("rowheader").click();
  const sentence = row.getByRole("blockquote");
  await sentence.getByText("其中税收收入6.12亿元").waitFor();
  assert.equal(await row.getByRole("rowheader").getAttribute("aria-expanded"), "true");
  assert.match(await sentence.getByRole("mark").innerText(), /65\.3/);

  await row.getByRole("button", { name: "在原文中看" }).click();
  await gangmu.seen("原文");
  await onScreen(gangmu.article.getByRole("button", { name: /65\.3/ }));
});

bothEditions("a word of the cloud opens its occurrences, and one of them its place in the text", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  await gangmu.cloud.getByRole("button", { name: "竹材", exact: true }).click();
  const places = page.getByRole("list", { name: /^“竹材”的 \d+ 处$/ }).getByRole("listitem");
  await places.last().waitFor();
  const count = await places.count();
  assert.equal(await page.getByRole("list", { name: `“竹材”的 ${count} 处` }).count(), 1);
  for (const place of await places.all()) assert.equal(await place.getByRole("mark").innerText(), "竹材");

  await places.last().getByRole("button").click();
  await gangmu.seen("原文");
  assert.deepEqual(await gangmu.marked(), { text: "竹材", onScreen: true });
});

bothEditions("selected rows are copied as cells and as a table, a row as number, sentence and source", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  for (const at of [0, 1]) await gangmu.rows.nth(at).getByRole("checkbox").check();
  await gangmu.button(/^复制为表格/).click();
  await page.getByText("已复制 2 行").waitFor();
  const rows = await gangmu.clipboard();
  const lines = rows.text.trim().split(/\r?\n/).map(line => line.split("\t"));
  assert.equal(lines.length, 3, "a heading and two rows");
  assert.ok(lines[0].includes("指标") && lines[0].includes("数值"), lines[0].join());
  assert.ok(lines[1].includes("地区生产总值") && lines[1].includes("168.4"), lines[1].join());
  const cells = cellsOf(rows.html);
  assert.equal(cells.length, 3);
  assert.deepEqual(cells[0], lines[0]);
  assert.equal(cells[1].length, cells[0].length);
  assert.ok(cells[1].includes("168.4"));

  const row = gangmu.row("税收收入占比");
  await row.getByRole("rowheader").click();
  await row.getByRole("button", { name: "复制数字＋原句＋出处" }).click();
  await page.getByText("已复制数字、原句和出处").waitFor();
  const citation = (await gangmu.clipboard()).text;
  for (const part of ["65.3%", "其中税收收入6.12亿元", `《${TITLE}》`]) assert.ok(citation.includes(part), citation);
});

/** Chooses a form and saves; what comes is the file. */
async function exported(gangmu, form) {
  await gangmu.page.getByRole("combobox", { name: "导出的格式" }).selectOption({ label: form });
  const [download] = await Promise.all([
    gangmu.page.waitForEvent("download"),
    gangmu.page.getByRole("button", { name: "导出", exact: true }).click(),
  ]);
  return download;
}

bothEditions("the table is saved as CSV that spreadsheets read", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("指标");
  const rows = Number(await gangmu.grid.getAttribute("aria-rowcount")) - 1;
  const download = await exported(gangmu, "CSV");
  assert.equal(download.suggestedFilename(), `${TITLE}-指标.csv`);
  const bytes = await readFile(await download.path());
  assert.deepEqual([...bytes.subarray(0, 3)], UTF8_BOM);
  const lines = bytes.subarray(3).toString("utf8").trimEnd().split(/\r?\n/);
  assert.equal(lines.length, rows + 1);
  assert.ok(lines[0].startsWith("报告,") && lines.some(line => line.includes("65.3")));
});

bothEditions("rows are exported in every form, selected ones alone", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const read = async form => {
    const download = await exported(gangmu, form);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  for (const [form, suffix] of [["Excel 工作簿", "-指标.xlsx"], ["任务台账", "-任务台账.xlsx"]]) {
    const { name, bytes } = await read(form);
    assert.equal(name, `${TITLE}${suffix}`);
    assert.equal(bytes.subarray(0, 4).toString("latin1"), "PK\u0003\u0004");
    assert.deepEqual((await read(form)).bytes, bytes, "the same bytes again");
  }
  const rows = Number(await gangmu.grid.getAttribute("aria-rowcount")) - 1;
  const panel = await read("CSV 长表");
  assert.equal(panel.name, `${TITLE}-长表.csv`);
  assert.equal(panel.bytes.toString("utf8").trimEnd().split("\r\n").length, rows + 1);
  const analysis = JSON.parse((await read("JSON")).bytes.toString("utf8"));
  assert.equal(analysis.schema, "gangmu.analysis/1");
  assert.equal(analysis.documents[0].indicators.length, rows);
  assert.ok(analysis.documents[0].terms.length > 0);

  for (const at of [0, 1]) await gangmu.rows.nth(at).getByRole("checkbox").check();
  const selected = await read("Markdown");
  assert.equal(selected.name, `${TITLE}-指标.md`);
  assert.equal(selected.bytes.toString("utf8").trimEnd().split("\n").length, 2 + 2);
  await page.getByRole("combobox", { name: "导出哪些行" }).selectOption({ label: `全部 ${rows} 行` });
  assert.equal((await read("Markdown")).bytes.toString("utf8").trimEnd().split("\n").length, rows + 2);
});

bothEditions("the language changes and everything stays as it was", async gangmu => {
  const { page } = gangmu;
  await gangmu.pasteBox.fill("还没有分析的文字");
  await gangmu.button("English").click();
  const box = page.getByRole("textbox", { name: /^Paste/ });
  assert.equal(await box.inputValue(), "还没有分析的文字");
  await page.getByRole("button", { name: "中文" }).click();

  await gangmu.open(text);
  await gangmu.go("指标");
  await page.getByRole("searchbox", { name: "筛选" }).fill("收入");
  await gangmu.row("税收收入占比").getByRole("rowheader").click();
  await gangmu.rows.first().getByRole("checkbox").check();
  const rows = await gangmu.grid.getAttribute("aria-rowcount");
  await gangmu.button("English").click();

  const grid = page.getByRole("grid", { name: "Indicators" });
  assert.equal(await grid.getAttribute("aria-rowcount"), rows);
  assert.equal(await page.getByRole("searchbox").inputValue(), "收入");
  assert.ok(await grid.getByRole("row").nth(1).getByRole("checkbox").isChecked());
  await grid.getByRole("blockquote").getByText("其中税收收入").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  for (const view of ["Overview", "Text", "Words"]) await page.getByRole("link", { name: view, exact: true }).click();

  await page.reload();
  await page.getByRole("button", { name: "Analyze" }).waitFor();
});

bothEditions("the theme changes and is kept", async gangmu => {
  const { page } = gangmu;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await gangmu.button("明暗：随系统").click();
  assert.equal(await ground(), light);
  await gangmu.button("明暗：明").click();
  await gangmu.button("明暗：暗").waitFor();
  const dark = await ground();
  assert.notEqual(dark, light);

  await gangmu.open(text);
  assert.equal(await ground(), dark);
  await page.reload();
  await gangmu.button("明暗：暗").waitFor();
  assert.equal(await ground(), dark);
  await gangmu.button("明暗：暗").click();
  await gangmu.button("明暗：随系统").waitFor();
  assert.equal(await ground(), light);
});

scene("what was typed just before going back stays out of the entry gone back to", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  const first = page.url();
  await gangmu.go("指标");
  await page.getByRole("searchbox", { name: "筛选" }).fill("税收");
  await page.goBack();
  await gangmu.seen("一览");
  // Longer than the page waits before it writes down what is typed.
  await page.waitForTimeout(1000);
  assert.equal(page.url(), first);
});

scene("back and forward come to where the reader was in a view, and the tab says which", { viewport: { width: 1280, height: 700 } }, async gangmu => {
  const { page } = gangmu;
  const top = () => page.evaluate(() => Math.round(scrollY));
  const scroll = async by => {
    await page.evaluate(by => scrollTo(0, by), by);
    assert.equal(await top(), by);
  };
  await gangmu.open(text);
  assert.match(await page.title(), /^一览 · 芸溪县 2024 — 纲目$/);
  await scroll(200);
  await gangmu.go("原文");
  assert.equal(await top(), 0);
  assert.match(await page.title(), /^原文 · /);
  await scroll(1500);
  // At rest it is written down, for a page that is left by the browser's own button.
  await page.waitForTimeout(600);
  await page.goBack();
  await gangmu.seen("一览");
  await becomes(top, 200);
  await page.goForward();
  await gangmu.seen("原文");
  await becomes(top, 1500);
});

bothEditions("back and forward go through the views", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  await page.getByRole("searchbox", { name: "筛选" }).fill("税收");
  const rows = Number(await gangmu.grid.getAttribute("aria-rowcount"));
  await gangmu.go("词语");
  await gangmu.cloud.getByRole("button", { name: "竹材", exact: true }).click();
  const places = page.getByRole("list", { name: /^“竹材”/ });
  await places.waitFor();

  await page.goBack();
  await places.waitFor({ state: "hidden" });
  await page.goBack();
  await gangmu.seen("指标");
  assert.equal(await page.getByRole("searchbox", { name: "筛选" }).inputValue(), "税收");
  assert.equal(Number(await gangmu.grid.getAttribute("aria-rowcount")), rows);
  await page.goBack();
  await gangmu.seen("一览");
  await page.goBack();
  await gangmu.pasteBox.waitFor();
  for (const view of ["一览", "指标", "词语"]) {
    await page.goForward();
    await gangmu.seen(view);
  }
  await page.goForward();
  await places.waitFor();
});

scene("before its program has come the page says what it is, in the reader's language, unless work is about to open", async gangmu => {
  const { page, context } = gangmu;
  await gangmu.open(text);
  const link = page.url();
  // The program does not come.
  await context.route(/\.wasm$/, () => {});
  const said = async (address, language) => {
    await page.evaluate(language => localStorage.setItem("gangmu.language", language), language);
    await page.goto("about:blank");
    await page.goto(address, { waitUntil: "commit" });
    await page.getByText("纲目", { exact: true }).first().waitFor();
    return page.getByRole("main").locator("p:visible, h1:visible").allInnerTexts();
  };
  const home = link.replace(/#.*/, "");
  const chinese = await said(home, "zh-CN");
  assert.deepEqual([chinese[0], chinese.length], ["纲举目张", 2]);
  assert.match(chinese[1], /^打开一份或几十份政府工作报告/);
  assert.match((await said(home, "en"))[1], /^Open one Chinese government work report/);
  assert.deepEqual(await said(link, "zh-CN"), []);
});
