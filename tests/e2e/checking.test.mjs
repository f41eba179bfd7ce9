// Checking: rows are confirmed, edited, deleted and added, reports called otherwise; all of it is undone and done again,
// shows in the table and in what is taken away, and travels as a file.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { axe } from "./harness/browsers.mjs";
import { becomes, bothEditions, focused, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const other = await sample("linhe-city-2024");

/** Opens a report's table; gives what the tests below need of it. */
async function table(gangmu, of = text) {
  const { page } = gangmu;
  await gangmu.open(of);
  await gangmu.go("指标");
  const { documents } = await gangmu.analysis(of);
  const rows = documents[0].indicators;
  const bar = page.getByRole("group", { name: "核对" }).first();
  return {
    rows,
    bar,
    names: () => gangmu.rows.getByRole("rowheader").allInnerTexts(),
    count: () => gangmu.grid.getAttribute("aria-rowcount").then(count => Number(count) - 1),
    checked: number => bar.getByText(`已核 ${number} / ${rows.length}`).waitFor(),
    dialog: page.getByRole("dialog", { name: "修改指标" }),
  };
}

/** The text of a file that is saved when `act` is done. */
async function saved(gangmu, act) {
  const [download] = await Promise.all([gangmu.page.waitForEvent("download"), act()]);
  return (await readFile(await download.path())).toString("utf8");
}

/** The table as a file in a form. */
async function exported(gangmu, form) {
  await gangmu.page.getByRole("combobox", { name: "导出的格式" }).selectOption({ label: form });
  return saved(gangmu, () => gangmu.page.getByRole("button", { name: "导出", exact: true }).click());
}

const said = (gangmu, words) => gangmu.page.getByRole("status").filter({ hasText: words }).waitFor();

bothEditions("a row is confirmed, counted, and undone", async gangmu => {
  const { page } = gangmu;
  const { bar, checked, rows } = await table(gangmu);
  await checked(0);
  assert.equal(await bar.getByRole("button", { name: "撤销" }).getAttribute("aria-disabled"), "true");
  await gangmu.rows.nth(2).focus();
  await page.keyboard.press("c");
  await checked(1);
  await said(gangmu, `确认 1 行：${rows[2].indicator}`);
  assert.ok(await focused(gangmu.rows.nth(2)), "the keyboard stays on the row");
  await gangmu.rows.nth(2).getByText("已核", { exact: true }).waitFor({ state: "attached" });
  await page.keyboard.press("ControlOrMeta+z");
  await checked(0);
  assert.ok(await focused(gangmu.rows.nth(2)), "the keyboard stays on the row");
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await checked(1);
  // The same key takes it back.
  await page.keyboard.press("c");
  await checked(0);
  await bar.getByRole("button", { name: "撤销" }).click();
  await checked(1);
});

scene("selected rows are confirmed at once, and the facets count them", async gangmu => {
  const { page } = gangmu;
  const { checked, count, rows } = await table(gangmu);
  await gangmu.rows.first().focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("c");
  await checked(3);
  await gangmu.button(/^未核/).click();
  await becomes(count, rows.length - 3);
  await gangmu.button(/^已核/).click();
  await becomes(count, 3);
});

scene("a row is edited by keyboard alone, and the file says so", async gangmu => {
  const { page } = gangmu;
  const { rows, checked, dialog, names } = await table(gangmu);
  await gangmu.rows.nth(1).focus();
  await page.keyboard.press("e");
  await dialog.waitFor();
  const field = name => dialog.getByRole("textbox", { name, exact: true });
  assert.ok(await focused(field("指标")));
  assert.equal(await field("指标").inputValue(), rows[1].indicator);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("改过的指标");
  await gangmu.tabTo(field("数值"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("１２，３４５．５");
  await dialog.getByRole("combobox", { name: "界" }).selectOption({ label: "≥ 以上" });
  await dialog.getByRole("combobox", { name: "状态" }).selectOption({ label: "目标" });
  await field("数值").focus();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await checked(1);
  assert.equal((await names())[1], "改过的指标");
  await becomes(() => focused(gangmu.rows.nth(1)), true, "the keyboard is back on the row");
  await page.keyboard.press("Enter");
  await gangmu.grid.getByText(`分析得出的是：${rows[1].indicator}`).waitFor();

  const csv = (await exported(gangmu, "CSV")).split("\r\n");
  const column = csv[0].split(",").indexOf("核对");
  assert.ok(column > 0, csv[0]);
  const line = csv.find(line => line.includes("改过的指标"));
  assert.ok(line.endsWith(",已改"), line);
  assert.ok(line.includes("12345.5") && line.includes("≥"), line);
  assert.equal(csv.filter(line => line.endsWith(",未核")).length, rows.length - 1);
  const panel = (await exported(gangmu, "CSV 长表")).split("\r\n");
  assert.ok(panel.find(line => line.includes("改过的指标")).endsWith(",edited"));
  const json = JSON.parse(await exported(gangmu, "JSON"));
  const row = json.documents[0].indicators[1];
  assert.deepEqual([row.checked, row.value, row.bound, row.status], ["edited", 12345.5, ">=", "target"]);

  await gangmu.grid.getByRole("button", { name: "还原" }).click();
  await checked(0);
  await becomes(async () => (await names())[1], rows[1].indicator);
});

scene("a form that cannot be says why, field by field", async gangmu => {
  const { page } = gangmu;
  const { dialog, checked } = await table(gangmu);
  await gangmu.rows.first().focus();
  await page.keyboard.press("e");
  const value = dialog.getByRole("textbox", { name: "数值", exact: true });
  await value.fill("很多");
  await dialog.getByRole("textbox", { name: "时期" }).fill("明年");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("请填一个数").waitFor();
  await dialog.getByText("请按 2024").waitFor();
  assert.ok(await focused(value));
  assert.equal(await value.getAttribute("aria-invalid"), "true");
  assert.match(await value.evaluate(input => document.getElementById(input.getAttribute("aria-describedby")).textContent), /请填一个数/);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await checked(0);
  await becomes(() => focused(gangmu.rows.first()), true);
});

scene("rows are deleted, put back from the list, and the keyboard goes on", async gangmu => {
  const { page } = gangmu;
  const { rows, count, names } = await table(gangmu);
  await gangmu.rows.first().focus();
  await page.keyboard.press("Delete");
  await becomes(count, rows.length - 1);
  assert.equal((await names())[0], rows[1].indicator);
  await becomes(() => focused(gangmu.rows.first()), true, "the next row has the keyboard");
  await page.keyboard.press("Delete");
  await becomes(count, rows.length - 2);
  await page.keyboard.press("ControlOrMeta+z");
  await becomes(count, rows.length - 1);
  const csv = await exported(gangmu, "CSV");
  assert.equal(csv.trimEnd().split("\r\n").length, rows.length);
  await gangmu.button("改动…").click();
  const list = page.getByRole("dialog", { name: "改动" });
  await list.getByText("删除 1").waitFor();
  assert.deepEqual(await axe(page), []);
  await list.getByRole("button", { name: `放回：${rows[0].indicator}` }).click();
  await list.getByText("删除 0").waitFor();
  await page.keyboard.press("Escape");
  await becomes(count, rows.length);
  assert.equal((await names())[0], rows[0].indicator);
});

scene("what is drawn again after a correction keeps the reader's place in it", async gangmu => {
  const { page } = gangmu;
  await table(gangmu);
  await gangmu.rows.first().focus();
  await page.keyboard.press("c");
  await page.getByText(/^已核 1 /).waitFor();
  for (const view of ["原文", "一览"]) {
    await gangmu.go(view);
    // The whole view is there: what comes piece by piece has come.
    await becomes(async () => {
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      const before = await height();
      await page.waitForTimeout(300);
      return (await height()) === before;
    }, true);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.5));
    const at = await page.evaluate(() => scrollY);
    assert.ok(at > 300, `${view}: ${at}`);
    await page.keyboard.press("Control+z");
    await page.getByText(/^已撤销/).first().waitFor();
    await page.waitForTimeout(300);
    assert.ok(Math.abs((await page.evaluate(() => scrollY)) - at) < 50, `${view} is where it was`);
    const blocks = await page.evaluate(() => [...document.querySelectorAll("[data-b]")].map(block => block.dataset.b));
    assert.equal(new Set(blocks).size, blocks.length, "no block is there twice");
    await page.keyboard.press("Control+Shift+z");
    await page.waitForTimeout(300);
  }
});

scene("a number of the text becomes a row", async gangmu => {
  const { page } = gangmu;
  const { rows } = await table(gangmu);
  await gangmu.go("原文");
  // 第三次会议: a number that is no indicator.
  await gangmu.article.evaluate(article => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf("第三次");
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 3);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
  });
  await gangmu.button("加为指标").click();
  const dialog = page.getByRole("dialog", { name: "加为指标" });
  const field = name => dialog.getByRole("textbox", { name, exact: true });
  await field("指标").fill("人代会会议");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("请填写").waitFor();
  await field("数值").fill("3");
  await field("单位").fill("次");
  await dialog.getByRole("button", { name: "保存" }).click();
  await said(gangmu, "添加指标：人代会会议");
  await gangmu.article.getByRole("button", { name: "第三次", exact: true }).waitFor();
  await gangmu.go("指标");
  await gangmu.row("人代会会议").getByText("添加", { exact: true }).waitFor({ state: "attached" });
  const { documents } = JSON.parse(await exported(gangmu, "JSON"));
  const added = documents[0].indicators.filter(row => row.checked === "added");
  assert.equal(documents[0].indicators.length, rows.length + 1);
  assert.deepEqual(added.map(({ indicator, value, unit, amount, rule }) => ({ indicator, value, unit, amount, rule })), [
    { indicator: "人代会会议", value: 3, unit: "次", amount: 3, rule: "reader" },
  ]);
  const { span, sentence } = added[0];
  const chars = [...documents[0].text];
  assert.equal(chars.slice(span.start, span.end).join(""), "第三次");
  assert.ok(chars.slice(sentence.start, sentence.end).join("").includes("第三次"));
});

scene("a report is called otherwise, also in other views, and undone", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  const before = await gangmu.title.innerText();
  await gangmu.button("更正名称").click();
  const dialog = page.getByRole("dialog", { name: "更正报告名称" });
  await dialog.getByRole("textbox", { name: "年份" }).fill("24");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("请填四位年份").waitFor();
  await dialog.getByRole("textbox", { name: "年份" }).fill("2025");
  await dialog.getByRole("textbox", { name: "地区" }).fill("青禾县");
  await dialog.getByRole("textbox", { name: "标题" }).fill("2025年青禾县政府工作报告");
  await dialog.getByRole("button", { name: "保存" }).click();
  await becomes(() => gangmu.title.innerText(), "2025年青禾县政府工作报告");
  await page.getByRole("button", { name: /青禾县 2025/ }).waitFor();
  await page.keyboard.press("ControlOrMeta+z");
  await becomes(() => gangmu.title.innerText(), before);
});

scene("changes travel as a file, to a page that has the report open or opens it later", async gangmu => {
  const { page } = gangmu;
  const start = page.url();
  const { checked, rows } = await table(gangmu);
  await gangmu.rows.first().focus();
  await page.keyboard.press("c");
  await checked(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Delete");
  await gangmu.button("改动…").click();
  const file = await saved(gangmu, () => page.getByRole("button", { name: "存为文件" }).click());
  const content = JSON.parse(file);
  assert.equal(content.schema, "gangmu.corrections/1");
  assert.deepEqual(content.corrections.map(({ action }) => Object.keys(action)[0]), ["confirm", "delete"]);

  // Another visit: nothing was kept.
  await page.goto("about:blank");
  await page.goto(start);
  await gangmu.pasteBox.waitFor();
  const again = await table(gangmu);
  await again.checked(0);
  const read = async (name, text) => {
    const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "从文件读入" }).click()]);
    await picker.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await gangmu.button("改动…").click();
  for (const [bad, words] of [
    ["{}", "没有改动"],
    ["not json", "没有改动"],
    ['{"schema":"gangmu.corrections/2","corrections":[]}', "更新的版本"],
    ['{"schema":"gangmu.corrections/1","corrections":[{"document":1}]}', "有损坏"],
  ]) {
    await read("坏.json", bad);
    await said(gangmu, words);
  }
  await read("改动.json", file);
  await page.getByRole("dialog", { name: "改动" }).getByText("读入 2 处改动").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText(`已核 1 / ${rows.length - 1}`).waitFor();
  // All of it is one step.
  await page.keyboard.press("ControlOrMeta+z");
  await again.checked(0);
});

scene("changes stay when cleaning is undone, and what fits nowhere is listed", async gangmu => {
  const { page } = gangmu;
  const web = `首页|新闻|登录\n${text}\n查看: 12|回复: 0\n`;
  const { checked } = await table(gangmu, web);
  await gangmu.rows.nth(3).focus();
  await page.keyboard.press("c");
  await checked(1);
  await gangmu.go("一览");
  const back = page.getByRole("button", { name: /^放回正文/ }).first();
  if (await back.count()) {
    await back.click();
    await page.getByText("已放回 1 行").waitFor();
  }
  await gangmu.go("指标");
  await page.getByText(/^已核 1 \//).waitFor();
  // A file about a number that the report does not say.
  const id = (await gangmu.analysis(web)).documents[0].id;
  const row = (await gangmu.analysis(web)).documents[0].indicators[0];
  const anchor = { number: "98765亿元", left: "这里没有的话语", right: "也没有这些话", at: 5, row: "无此指标", nth: 0 };
  const lost = { document: id, anchor, action: { edit: { ...row, indicator: "无此指标" } } };
  const content = JSON.stringify({ schema: "gangmu.corrections/1", corrections: [lost] });
  await gangmu.button("改动…").click();
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "从文件读入" }).click()]);
  await picker.setFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(content) });
  const list = page.getByRole("dialog", { name: "改动" });
  await list.getByRole("list", { name: "未能放回" }).getByText("98765亿元").waitFor();
  await list.getByRole("button", { name: "丢弃：无此指标" }).click();
  await list.getByRole("list", { name: "未能放回" }).waitFor({ state: "detached" });
});

scene("corrected rows reach the other views", async gangmu => {
  const { page } = gangmu;
  const { rows, dialog } = await table(gangmu);
  await gangmu.home.click();
  await gangmu.paste(other);
  await gangmu.idle();
  await gangmu.home.click();
  await page.getByRole("table", { name: /^已打开/ }).getByRole("button", { name: "芸溪县" }).click();
  await gangmu.go("指标");
  const at = rows.findIndex(row => row.name === "地区生产总值" && row.status === "target" && row.unit === "%");
  await gangmu.rows.first().focus();
  for (let i = 0; i < at; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("e");
  // Below 30: the overview leaves growth out that would flatten all other on its scale.
  await dialog.getByRole("textbox", { name: "数值", exact: true }).fill("19.7");
  await dialog.getByRole("button", { name: "保存" }).click();
  await gangmu.go("一览");
  await page.getByRole("table").getByText("19.7").first().waitFor();
  await gangmu.tab("对比").locator("visible=true").click();
  await page.getByRole("grid", { name: "对比", exact: true }).getByText("19.7").first().waitFor();
});

scene("in English", async gangmu => {
  const { page } = gangmu;
  const { rows } = await table(gangmu);
  await gangmu.button("English").click();
  await gangmu.grid.or(page.getByRole("grid")).first().getByRole("row").nth(1).focus();
  await page.keyboard.press("c");
  await page.getByText(`1 of ${rows.length} checked`).waitFor();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "Edit row" });
  await dialog.getByRole("textbox", { name: "Value", exact: true }).fill("");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Please fill this in").waitFor();
  assert.deepEqual(await axe(page), []);
});

scene("a corrected value clears its 核数 warning, and taking it back brings the warning again", async gangmu => {
  const { page } = gangmu;
  const report =
    "2031年青禾县政府工作报告\n一、2030年工作回顾\n过去的一年，全县上下团结奋斗。\n城镇新增就业4800人。\n" +
    "民生持续改善，城镇新增就业5000人。\n二、2031年工作安排\n新的一年，城镇新增就业5200人以上。\n";
  const { documents } = await gangmu.analysis(report);
  const code = documents => documents[0].warnings.map(warning => warning.code);
  assert.ok(code(documents).includes("two-values"));
  const at = documents[0].indicators.findIndex(row => row.value === 5000);
  await gangmu.open(report);
  const doubt = page.getByRole("listitem").filter({ hasText: /“城镇新增就业”有两个数/ });
  await doubt.waitFor();
  await gangmu.go("指标");
  await gangmu.rows.nth(at).focus();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "修改指标" });
  await dialog.getByRole("textbox", { name: "数值", exact: true }).fill("4800");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await gangmu.go("一览");
  await doubt.waitFor({ state: "hidden" });
  await gangmu.go("指标");
  assert.deepEqual(code(JSON.parse(await exported(gangmu, "JSON")).documents).filter(code => code === "two-values"), []);
  await page.keyboard.press("ControlOrMeta+z");
  await gangmu.go("一览");
  await doubt.waitFor();

  // A value that agrees and is made to disagree raises one.
  await gangmu.go("指标");
  await gangmu.rows.nth(at).focus();
  await page.keyboard.press("e");
  await dialog.getByRole("textbox", { name: "数值", exact: true }).fill("4800");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await gangmu.rows.nth(at).focus();
  await page.keyboard.press("e");
  await dialog.getByRole("textbox", { name: "数值", exact: true }).fill("4900");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await gangmu.go("一览");
  await doubt.waitFor();
});
