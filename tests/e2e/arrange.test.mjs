// Which text is one report: one is parted in two, two are joined, both with what was corrected in them; it is undone, done
// again, kept, and travels in a project. And a report of another year has other periods.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { becomes, focused, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const other = await sample("linhe-city-2024");
const TITLE = "青禾县二〇二四年工作情况的报告";
const second = [
  TITLE,
  "各位代表：",
  "一、2023年工作回顾",
  "全年新建学校3所，新增城镇就业1200人。",
  "二、2024年工作安排",
  "今年粮食总产量达到41万吨，城镇新增就业1300人以上。",
].join("\n");
// Behind the notes of a report everything is a note.
const first = text.split("\n名词解释")[0];
const both = `${first}\n${second}`;

const list = (page, count) => page.getByRole("table", { name: `已打开 ${count} 份报告` });
const titles = async page => (await page.getByRole("main").getByRole("table").first().getByRole("button").allInnerTexts()).join(" ");
const dialog = page => page.getByRole("dialog", { name: "拆分、合并报告" });

/** Confirms the row at `place` of the open table. */
async function confirm(gangmu, key, checked) {
  await gangmu.rows.first().focus();
  await gangmu.page.keyboard.press(key);
  await gangmu.page.keyboard.press("c");
  await gangmu.page.getByText(new RegExp(`^已核 ${checked} /`)).first().waitFor();
}

/** Parts the open report at the line that the dialog proposes. */
async function split(gangmu) {
  const { page } = gangmu;
  await gangmu.go("一览");
  await gangmu.button("拆分、合并").click();
  const line = dialog(page).getByRole("combobox", { name: "从这一行起是另一份报告" });
  assert.equal(await line.evaluate(select => select.selectedOptions[0].textContent), TITLE, "the likely line is proposed");
  assert.ok(await focused(line), "the choice comes before the deed");
  await dialog(page).getByRole("button", { name: "拆成两份" }).click();
  await page.getByRole("status").filter({ hasText: "拆分报告" }).waitFor();
}

scene("where no line looks like a title, none is proposed", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(await sample("yunxi-county-2024"));
  await gangmu.button("拆分、合并").click();
  const line = dialog(page).getByRole("combobox", { name: "从这一行起是另一份报告" });
  assert.equal(await line.evaluate(select => select.selectedOptions[0].textContent), "请选一行……");
  await dialog(page).getByRole("button", { name: "拆成两份" }).click();
  assert.ok(await dialog(page).isVisible(), "without a choice nothing is done");
});

/** Goes to the report of this name, by the start page's list of `count`. */
async function report(gangmu, name, count) {
  await gangmu.home.click();
  await list(gangmu.page, count).getByRole("button", { name }).first().click();
  await gangmu.seen("一览");
}

scene("a report is parted with its checked rows, undone and done again", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(both);
  const whole = await gangmu.title.innerText();
  await gangmu.go("指标");
  await confirm(gangmu, "Home", 1);
  await confirm(gangmu, "ControlOrMeta+End", 2);
  const rows = Number(await gangmu.grid.getAttribute("aria-rowcount")) - 1;
  await split(gangmu);
  assert.equal(await gangmu.title.innerText(), whole, "the first part is in hand");
  await gangmu.go("指标");
  await page.getByText(/^已核 1 \//).first().waitFor();
  const own = Number(await gangmu.grid.getAttribute("aria-rowcount")) - 1;
  await report(gangmu, /青禾县/, 2);
  assert.equal((await gangmu.title.innerText()).replace("推定", ""), TITLE);
  await gangmu.go("指标");
  await page.getByText(/^已核 1 \//).first().waitFor();
  assert.equal(Number(await gangmu.grid.getAttribute("aria-rowcount")) - 1 + own, rows, "no row is lost");
  await gangmu.go("词语");
  await page.keyboard.press("ControlOrMeta+z");
  await gangmu.go("指标");
  await page.getByText(new RegExp(`^已核 2 / ${rows}`)).first().waitFor();
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await gangmu.home.click();
  await list(page, 2).waitFor();
});

scene("two reports are joined into the one they were", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(both);
  const { documents } = await gangmu.analysis(both);
  await gangmu.home.click();
  await gangmu.choose([
    { name: "上.txt", mimeType: "text/plain", buffer: Buffer.from(first) },
    { name: "下.txt", mimeType: "text/plain", buffer: Buffer.from(second) },
  ]);
  await list(page, 3).waitFor();
  await gangmu.idle();
  await list(page, 3).getByRole("button").nth(1).click();
  await gangmu.seen("一览");
  await gangmu.button("拆分、合并").click();
  await dialog(page).getByRole("combobox", { name: "接在本篇之后的是" }).waitFor();
  await dialog(page).getByRole("button", { name: "合成一份" }).click();
  await page.getByRole("status").filter({ hasText: "合并报告" }).waitFor();
  await gangmu.go("指标");
  await becomes(async () => Number(await gangmu.grid.getAttribute("aria-rowcount")) - 1, documents[0].indicators.length);
  await gangmu.home.click();
  // It is the same text as the first, and there once.
  await list(page, 1).or(list(page, 2)).waitFor();
  await page.keyboard.press("ControlOrMeta+z");
  await list(page, 3).or(list(page, 2)).waitFor();
  assert.match(await titles(page), /青禾县/);
});

scene("what was parted stays so over a reload, and is put back from the list", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(both);
  await split(gangmu);
  await gangmu.go("指标");
  await gangmu.button("改动…").click();
  await page.getByRole("checkbox", { name: /^记住报告/ }).check();
  await page.keyboard.press("Escape");
  await report(gangmu, /青禾县/, 2);
  await gangmu.go("指标");
  await confirm(gangmu, "Home", 1);
  await page.waitForTimeout(500);
  await page.reload();
  await gangmu.idle();
  await page.getByText(/^已核 1 \//).first().waitFor();
  await gangmu.go("一览");
  assert.equal((await gangmu.title.innerText()).replace("推定", ""), TITLE, "the address leads to the part");
  await gangmu.go("指标");
  await gangmu.button("改动…").click();
  const changes = page.getByRole("list", { name: "拆分与合并" });
  await changes.getByRole("button", { name: /^还原/ }).click();
  await page.keyboard.press("Escape");
  // The row that was checked in the part is a checked row of the whole.
  const { documents } = await gangmu.analysis(both);
  await page.getByText(new RegExp(`^已核 1 / ${documents[0].indicators.length}`)).first().waitFor();
});

scene("over a reload what was parted stands where its reader moved it", async gangmu => {
  const { page } = gangmu;
  await gangmu.choose([["a", both], ["b", other]].map(([name, of]) => ({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from(of) })));
  await list(page, 2).getByRole("button").first().click();
  await gangmu.idle();
  await split(gangmu);
  await gangmu.go("指标");
  await gangmu.button("改动…").click();
  await page.getByRole("checkbox", { name: /^记住报告/ }).check();
  await page.keyboard.press("Escape");
  // The part goes behind the other source's report.
  await gangmu.tab("对比").click();
  await page.getByRole("button", { name: /^选报告/ }).click();
  await page.getByRole("table", { name: "参加对比的报告" }).getByRole("button", { name: /^下移青禾县/ }).click();
  await gangmu.home.click();
  const rows = () => list(page, 3).getByRole("button").allInnerTexts();
  await becomes(async () => (await rows()).map(name => name.slice(0, 3)), ["芸溪县", "麟河市", "青禾县"]);
  const wanted = await rows();
  await list(page, 3).getByRole("button").nth(2).click();
  await gangmu.seen("一览");
  await page.waitForTimeout(800);
  for (const time of ["once", "twice"]) {
    await page.reload();
    await gangmu.seen("一览");
    await gangmu.idle();
    assert.equal((await gangmu.title.innerText()).replace("推定", ""), TITLE, time);
    await gangmu.home.click();
    await becomes(rows, wanted, time);
    await page.goBack();
    await gangmu.seen("一览");
  }
});

scene("what was parted is parted in a project file, too", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(both);
  await split(gangmu);
  await gangmu.button("分享").click();
  const share = page.getByRole("dialog", { name: "分享" });
  await share.getByRole("radio", { name: /^另存为网页/ }).check();
  const save = share.getByRole("button", { name: "存为项目文件" });
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  const file = await readFile(await download.path());
  await page.keyboard.press("Escape");
  await page.goto(new URL("?", page.url()).href.replace(/#.*/, ""));
  await gangmu.pasteBox.waitFor();
  await gangmu.choose([{ name: "两县.gangmu", mimeType: "application/octet-stream", buffer: file }]);
  await gangmu.tab("一览").waitFor();
  await gangmu.idle();
  await gangmu.home.click();
  await list(page, 2).waitFor();
});

scene("a report of another year has the periods of that", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const periods = async () => [...new Set((await gangmu.grid.innerText()).match(/\b20\d\d\b/g))].sort();
  const before = await periods();
  assert.ok(before.includes("2023") && !before.includes("2030"), `${before}`);
  await gangmu.go("一览");
  await gangmu.button("更正名称").click();
  const form = page.getByRole("dialog", { name: "更正报告名称" });
  await form.getByRole("textbox", { name: "年份" }).fill("2031");
  await form.getByRole("button", { name: "保存" }).click();
  await gangmu.go("指标");
  await becomes(async () => (await periods()).includes("2030") && !(await periods()).includes("2023"), true);
  await page.keyboard.press("ControlOrMeta+z");
  await becomes(async () => (await periods()).join(), before.join());
});
