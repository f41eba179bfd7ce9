// 词语 › 关注度: lists of words are counted over all open reports, with the figures of the command line (attention.json, to
// which crates/cli/tests holds it as well), and every hit leads to its sentence.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csv, noPython, tsv } from "./harness/reread.mjs";
import { becomes, focused, scene, setUp } from "./helper.mjs";

setUp();
const { list, reports, expected } = JSON.parse(await readFile(new URL("attention.json", import.meta.url), "utf8"));

const figures = page => page.getByRole("table", { name: "各报告的关注度" });
const part = (page, name) => page.getByRole("group", { name: "计数的部分" }).getByRole("button", { name, exact: true });
const words = page => page.getByRole("textbox", { name: "词表里的词" });
const context = page => page.getByRole("list", { name: "出现的地方" });

/** The cells of the figures, row by row: report, hits, … */
const cells = page =>
  figures(page).getByRole("row").filter({ has: page.getByRole("rowheader") }).evaluateAll(rows =>
    rows.map(row => [...row.children].map(cell => cell.textContent.trim())),
  );

/** What the page has to show for rows of the command line. */
const shown = rows =>
  rows.map(row => [
    row.document,
    String(row.hits),
    row.per_10k.toFixed(2),
    `${(row.share * 100).toFixed(3)}%`,
    `${(row.sentence_share * 100).toFixed(2)}%`,
    `${row.covered} / ${row.words}`,
    `${row.dominant} ${(row.dominance * 100).toFixed(1)}%`,
    String(row.excluded),
  ]);
const withoutDrawing = rows => rows.map(([report, , ...rest]) => [report, ...rest]);

/** Opens both reports and the panel. */
async function panel(gangmu) {
  const { page } = gangmu;
  const files = reports.map(({ name, text }) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) }));
  await gangmu.choose(files);
  await page.getByRole("table", { name: "已打开 2 份报告" }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.tab("词语").click();
  await gangmu.button("关注度").click();
  await figures(page).waitFor();
}

scene("a pasted list with an exclusion gives the command line's figures, part by part", async gangmu => {
  const { page } = gangmu;
  await panel(gangmu);
  await words(page).fill(list);
  await gangmu.button("计数").click();
  for (const [name, key] of [["全文", "all"], ["回顾", "review"], ["部署", "plan"]]) {
    await part(page, name).click();
    await becomes(async () => withoutDrawing(await cells(page)), shown(expected.filter(row => row.part === key)), name);
  }
  // How it was counted: whose list, how many words, its mark.
  const card = page.getByRole("region", { name: "各报告的关注度", exact: true });
  for (const said of ["自拟词表", "5 个词，1 个排除", /^[0-9a-f]{16}$/]) await card.getByRole("definition").filter({ hasText: said }).waitFor();
  // The drawing says its figures as well.
  const [, , plan] = expected;
  await figures(page).getByRole("img", { name: new RegExp(`部署 ${(plan.share * 100).toFixed(3)}%`) }).waitFor();
});

scene("the table sorts, and the hits of a report stand in their sentences, those excluded struck out", async gangmu => {
  const { page } = gangmu;
  await panel(gangmu);
  await words(page).fill(list);
  await gangmu.button("计数").click();
  await gangmu.page.getByText("5 个词，1 个排除").waitFor();
  const order = async () => (await cells(page)).map(([report]) => report);
  const [qinghe, songxi] = [expected[0].document, expected[3].document];
  const header = figures(page).getByRole("columnheader", { name: "占字数" });
  const ascends = [expected[0], expected[3]].sort((a, b) => a.share - b.share).map(row => row.document);
  await header.getByRole("button").click();
  assert.equal(await header.getAttribute("aria-sort"), "descending");
  await becomes(order, [...ascends].reverse());
  await header.getByRole("button").click();
  await becomes(order, ascends);
  await header.getByRole("button").click();
  await becomes(order, [qinghe, songxi]);

  const lines = () => context(page).getByRole("listitem");
  await becomes(() => lines().count(), expected[0].hits + expected[0].excluded);
  assert.equal(await context(page).locator("s").count(), expected[0].excluded);
  const choice = page.getByRole("group", { name: /^词表里的词/ });
  await choice.getByRole("button", { name: "数字经济 2", exact: true }).click();
  await becomes(() => lines().count(), 2);
  await choice.getByRole("button", { name: "−产业生态 2", exact: true }).click();
  await becomes(() => lines().count(), 2);
  assert.equal(await context(page).locator("mark").count(), 0);

  await figures(page).getByRole("button", { name: songxi }).click();
  await becomes(() => lines().count(), expected[3].hits + expected[3].excluded);
  await lines().first().getByRole("button").click();
  await gangmu.seen("原文");
  assert.ok((await gangmu.article.innerText()).includes("松溪"));
  // Back at the words the panel is as it was left.
  await gangmu.tab("词语").click();
  await becomes(async () => withoutDrawing(await cells(page)), shown(expected.filter(row => row.part === "all")));
});

scene("the address says that a list is counted, and which: a reload, «back» and another report keep it", async gangmu => {
  const { page } = gangmu;
  await page.getByRole("checkbox", { name: /^记住报告/ }).check();
  await panel(gangmu);
  const choice = page.getByRole("combobox", { name: "词表", exact: true });
  await choice.selectOption("乡村振兴");
  await becomes(async () => (await words(page).inputValue()).length > 0, true);
  await gangmu.button("词云").click();
  await page.getByRole("region", { name: "词语列表" }).waitFor();
  await page.goBack();
  await figures(page).waitFor();
  assert.equal(await choice.inputValue(), "乡村振兴");

  await words(page).fill(list);
  await gangmu.button("计数").click();
  await page.getByText("5 个词，1 个排除").waitFor();
  const all = shown(expected.filter(row => row.part === "all"));
  await becomes(async () => withoutDrawing(await cells(page)), all);
  await page.waitForTimeout(600);
  await page.reload();
  await becomes(async () => withoutDrawing(await cells(page)), all);
  assert.equal((await words(page).inputValue()).trim(), list.trim());
  assert.equal(await choice.evaluate(select => select.value), "");

  // Another report is turned to, and the panel stays.
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "命令" }).getByRole("combobox").fill("松溪");
  await page.keyboard.press("Enter");
  await figures(page).getByRole("row", { name: /松溪/ }).getByRole("button", { pressed: true }).waitFor();
});

scene("by keyboard: a list is chosen, changed and counted, and a hit is opened", async gangmu => {
  const { page } = gangmu;
  await panel(gangmu);
  const choice = page.getByRole("combobox", { name: "词表" });
  await gangmu.tabTo(choice);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await becomes(() => choice.evaluate(select => select.selectedOptions[0].text), "民营营商");
  await becomes(async () => (await words(page).inputValue()).includes("营商环境"), true);
  await page.getByText("本项目自拟，非论文词表", { exact: true }).waitFor();
  await gangmu.tabTo(words(page));
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("就业");
  await page.keyboard.press("ControlOrMeta+Enter");
  await becomes(async () => (await cells(page)).map(row => row[2]), ["0", "2"]);
  await gangmu.tabTo(figures(page).getByRole("button", { name: expected[3].document }));
  await page.keyboard.press("Enter");
  const lines = context(page).getByRole("button");
  await becomes(() => lines.count(), 2);
  await gangmu.tabTo(lines.first());
  await page.keyboard.press("ArrowDown");
  await becomes(() => focused(lines.nth(1)), true);
  await page.keyboard.press("Enter");
  await gangmu.seen("原文");
  assert.equal((await gangmu.marked()).onScreen, true);
});

scene("figures are copied and saved as the command line writes them; a list is opened from a file", { skip: noPython }, async gangmu => {
  const { page } = gangmu;
  await panel(gangmu);
  // As Windows writes Chinese text: 生态
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), gangmu.button("打开词表文件").click()]);
  await picker.setFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from([0xc9, 0xfa, 0xcc, 0xac]) });
  await becomes(() => words(page).inputValue(), "生态");
  await words(page).fill(list);
  await gangmu.button("计数").click();
  await page.getByText("5 个词，1 个排除").waitFor();
  const wanted = expected.map(row => [
    row.document, { all: "全文", review: "回顾", plan: "部署" }[row.part], row.hits, row.excluded, row.per_10k, row.share,
    row.sentence_share, row.covered, row.words, row.dominant, row.dominance, row.characters,
  ].map(String));
  const leading = rows => rows.slice(1).map(row => row.slice(0, 12));

  await gangmu.button("复制为表格").click();
  await page.getByText("已复制").waitFor();
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    await writeFile(join(folder, "clip.txt"), (await gangmu.clipboard()).text);
    assert.deepEqual(leading(tsv(join(folder, "clip.txt"))), wanted);
  } finally {
    await rm(folder, { recursive: true });
  }
  const [download] = await Promise.all([page.waitForEvent("download"), gangmu.button("CSV").click()]);
  assert.match(download.suggestedFilename(), /^关注度-[0-9a-f]{16}\.csv$/);
  assert.deepEqual(leading(csv(await download.path())), wanted);
});
