// 原文: the outline has every heading and leads to it; numbers and notes say what they are.

import assert from "node:assert/strict";
import { becomes, onScreen, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");

scene("the outline holds every heading, all unfolded", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("原文");
  const { sections } = (await gangmu.analysis(text)).documents[0];
  const items = gangmu.tree.getByRole("treeitem");
  assert.equal(await items.count(), sections.length);
  const levels = await items.evaluateAll(items => items.map(item => Number(item.getAttribute("aria-level"))));
  assert.deepEqual(levels, sections.map(section => section.level));
  assert.equal(await gangmu.tree.locator('[aria-expanded="false"]').count(), 0);
  for (const item of await items.all()) assert.ok(await item.isVisible());
});

scene("a heading of the outline leads to the heading in the text", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("原文");
  const { documents } = await gangmu.analysis(text);
  const { sections } = documents[0];
  const plan = sections.find(section => section.role === "plan" && section.level === 1);
  const item = gangmu.tree.getByRole("treeitem").nth(sections.indexOf(plan));
  await item.click();
  await becomes(() => item.getAttribute("aria-current"), "location");
  await onScreen(gangmu.article.getByRole("heading", { name: plan.title }).last());
});

scene("of two headings that are chosen one after the other, the later is the one that is shown", async gangmu => {
  const { page } = gangmu;
  const line = at => `全县粮食播种面积稳定在${30 + at}万亩，新建高标准农田${at + 1}万亩，改造老旧小区${at + 2}个。`.repeat(12);
  const parts = Array.from({ length: 90 }, (_, at) => `（${at + 1}）第${at + 1}件实事。\n${line(at)}`);
  await gangmu.open(`白渡县2024年政府工作报告\n各位代表：\n一、2024年工作安排\n${parts.join("\n")}\n`);
  await gangmu.tab("原文").click();
  await gangmu.tree.getByRole("treeitem").last().waitFor();
  // While the text still comes: the last one is far from there, the second is.
  await gangmu.tree.evaluate(tree => {
    tree.lastElementChild.click();
    tree.children[1].click();
  });
  await gangmu.seen("原文");
  await onScreen(gangmu.article.getByRole("heading").nth(2));
  assert.ok((await page.evaluate(() => scrollY)) < 3000);
});

scene("branches fold and unfold, and no heading leaves the document", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("原文");
  const items = gangmu.tree.getByRole("treeitem", { includeHidden: true });
  const all = await items.count();
  const first = gangmu.tree.locator("[aria-expanded]").first();
  await first.focus();
  await page.keyboard.press("ArrowLeft");
  await becomes(() => first.getAttribute("aria-expanded"), "false");
  assert.ok((await gangmu.tree.getByRole("treeitem").count()) < all);
  assert.equal(await items.count(), all);
  await page.keyboard.press("ArrowRight");
  await becomes(() => gangmu.tree.getByRole("treeitem").count(), all);
});

scene("a number says what it is and leads to its row", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("原文");
  const number = gangmu.article.getByRole("button", { name: /168\.4/ }).first();
  await number.click();
  const about = page.getByRole("dialog");
  await about.getByText("地区生产总值").first().waitFor();
  await about.getByRole("button", { name: "到表中看" }).click();
  await gangmu.seen("指标");
  await gangmu.grid.getByRole("blockquote").getByText("168.4").first().waitFor();

  await gangmu.go("原文");
  await number.click();
  await page.keyboard.press("Escape");
  await about.waitFor({ state: "hidden" });
  assert.ok(await number.evaluate(element => element === document.activeElement));
});

scene("a note's marker opens its words", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("原文");
  const { notes } = (await gangmu.analysis(text)).documents[0];
  assert.ok(notes.length > 0);
  await gangmu.article.getByRole("button", { name: /^注/ }).first().click();
  await gangmu.page.getByRole("dialog").getByText(notes[0].text.slice(0, 12)).waitFor();
});
