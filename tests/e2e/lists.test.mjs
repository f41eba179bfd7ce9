// 词语 › 自定词表 and what words are weighed by: a word is added and the counts change, the lists survive a reload and travel
// in a link, and the switches ask the worker for what did not come with the report.

import assert from "node:assert/strict";
import { becomes, focused, sample, scene, setUp, visit } from "./helper.mjs";

setUp();
const [county, city, before] = await Promise.all(["yunxi-county-2024", "linhe-city-2024", "linhe-city-2023"].map(sample));

const list = page => page.getByRole("region", { name: "词语列表" });
const dialog = page => page.getByRole("dialog", { name: "自定词表" });
const field = (page, name) => dialog(page).getByRole("textbox", { name });
const effects = (page, name) => dialog(page).getByRole("list", { name }).getByRole("listitem").allInnerTexts();
const opener = gangmu => gangmu.button(/^自定词表/);
/** The count of a word in the list; empty where it has no row. */
const count = async (page, word) => {
  const row = list(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: word, exact: true }) });
  return (await row.count()) ? (await row.getByRole("cell").nth(1).innerText()).trim() : "";
};
/** How often a text has a word. */
const times = (text, word) => text.split(word).length - 1;
const WORD = "竹木新材产业";

scene("a word is added by keyboard, and the counts change", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(county);
  await gangmu.go("词语");
  await list(page).getByRole("searchbox").fill(WORD);
  assert.equal(await count(page, WORD), "");
  await opener(gangmu).focus();
  await page.keyboard.press("Enter");
  await field(page, /^不拆开的词/).fill(`${WORD}\n从未写过的词`);
  await page.keyboard.press("Control+Enter");
  const told = `${WORD} ${times(county, WORD)} 次`;
  await becomes(() => effects(page, "不拆开的词在本报告里的次数"), [told, "从未写过的词 没有起作用"]);
  await page.keyboard.press("Escape");
  await becomes(() => dialog(page).count(), 0);
  assert.ok(await focused(opener(gangmu)), "closing gives the focus back");
  await becomes(() => count(page, WORD), String(times(county, WORD)));
  // Kept for the next visit.
  await page.reload();
  // The address still says where the reader was.
  await gangmu.paste(county);
  await gangmu.seen("词语");
  await gangmu.idle();
  await list(page).getByRole("searchbox").fill(WORD);
  await becomes(() => count(page, WORD), String(times(county, WORD)));
});

scene("a stop word goes, a default one comes back, and both can be undone", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(county);
  await gangmu.go("词语");
  const projects = await count(page, "项目");
  assert.notEqual(projects, "");
  await opener(gangmu).click();
  await field(page, /^停用词/).fill("项目");
  await gangmu.button("应用").click();
  await becomes(() => effects(page, "停用词在本报告里的次数"), [`项目 ${projects} 次`]);
  await dialog(page).getByText("默认停用词", { exact: true }).click();
  const genre = dialog(page).getByRole("list", { name: "默认停用词在本报告里的次数" });
  const word = (await genre.getByRole("button").first().innerText()).split(/\s/)[0];
  await genre.getByRole("button").first().click();
  await becomes(async () => (await effects(page, "停用词在本报告里的次数"))[1]?.startsWith(`-${word} `), true);
  await gangmu.button("关闭").click();
  await becomes(() => count(page, "项目"), "");
  await list(page).getByRole("searchbox").fill(word);
  await becomes(async () => (await count(page, word)) !== "", true);
  await opener(gangmu).click();
  await gangmu.button("清空").click();
  await gangmu.button("撤销").click();
  assert.match(await field(page, /^停用词/).inputValue(), /^项目\n-/);
  await gangmu.button("清空").click();
  await gangmu.button("关闭").click();
  await becomes(() => count(page, word), "");
});

scene("a link brings its lists, and leaves the reader's own alone", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(county);
  await gangmu.go("词语");
  await opener(gangmu).click();
  await field(page, /^不拆开的词/).fill(WORD);
  await gangmu.button("应用").click();
  await gangmu.button("关闭").click();
  await gangmu.button("与众不同").click();
  await becomes(async () => new URL(page.url()).hash.length > 100, true);
  // The address follows a moment after the last change.
  await page.waitForTimeout(600);
  const { hash } = new URL(page.url());
  await visit({ fragment: hash }, async other => {
    await other.told("词表");
    await other.paste(county);
    await other.seen("词语");
    await other.idle();
    await becomes(() => other.button("与众不同").getAttribute("aria-pressed"), "true");
    await other.button("次数").click();
    await list(other.page).getByRole("searchbox").fill(WORD);
    await becomes(() => count(other.page, WORD), String(times(county, WORD)));
    await opener(other).click();
    await other.button("换回我的").click();
    await other.button("关闭").click();
    await becomes(() => count(other.page, WORD), "");
  });
});

scene("words are weighed by what sets a report apart, in a part, and against another report", async gangmu => {
  const { page } = gangmu;
  await gangmu.choose([city, before].map((text, i) => ({ name: `${i}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) })));
  await page.getByRole("table", { name: "已打开 2 份报告" }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.go("词语");
  const first = () => list(page).getByRole("rowheader").first().innerText();
  const all = Number(await count(page, await first()));
  const word = await first();
  await gangmu.button("部署").click();
  await becomes(async () => Number(await count(page, word)) < all, true);
  await gangmu.button("全文").click();
  await gangmu.button("与众不同").click();
  await list(page).getByRole("columnheader", { name: "LRC" }).waitFor();
  const figures = () => list(page).getByRole("row").locator("td:last-child").allInnerTexts();
  const reference = await figures();
  assert.ok(reference.length > 2 && reference.every(figure => /^[+-]\d+\.\d\d$/.test(figure)), String(reference));
  const against = page.getByRole("combobox", { name: "相比于" });
  const choices = await against.getByRole("option").allInnerTexts();
  assert.equal(choices.length, 4, String(choices));
  await against.selectOption("others");
  await becomes(async () => String(await figures()) !== String(reference), true);
  const others = await figures();
  // There is one other report: against all others and against it are the same.
  await against.selectOption(await against.getByRole("option").last().getAttribute("value"));
  await page.getByText(/与2023年.*相比/).waitFor();
  await becomes(figures, others);
  await gangmu.button("新提法").click();
  await becomes(() => against.count(), 0);
  // All scores, sorted by any.
  await page.getByText("全部分数").click();
  const scores = page.getByRole("region", { name: "全部分数" });
  await scores.getByRole("button", { name: "G²", exact: true }).click();
  await scores.getByRole("columnheader", { name: "G²" }).and(page.locator("[aria-sort=descending]")).waitFor();
  const g2 = (await scores.getByRole("row").locator("td:nth-child(6)").allInnerTexts()).map(Number);
  assert.deepEqual(g2, [...g2].sort((a, b) => b - a));
});
