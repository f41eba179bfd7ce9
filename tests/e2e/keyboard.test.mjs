// The main job without a mouse.

import assert from "node:assert/strict";
import { becomes, focused, onScreen, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");

scene("from the paste to the sentence in the text by keys alone", async gangmu => {
  const { page } = gangmu;
  const press = key => page.keyboard.press(key);
  await press("Tab");
  assert.ok(await focused(page.getByRole("link", { name: "跳到正文" })), "the first stop skips the bar");
  await press("Enter");
  await gangmu.tabTo(gangmu.pasteBox);
  await page.keyboard.insertText(text);
  await gangmu.tabTo(gangmu.analyzeButton);
  await press("Enter");
  await gangmu.seen("一览");

  await gangmu.tabTo(gangmu.tab("指标"));
  await press("Enter");
  await gangmu.seen("指标");
  await gangmu.tabTo(gangmu.rows.first());
  await press("ArrowDown");
  await press("ArrowDown");
  assert.ok(await focused(gangmu.rows.nth(2)));
  await press("Enter");
  const sentence = gangmu.rows.nth(2).getByRole("blockquote");
  await sentence.waitFor();
  const number = await sentence.getByRole("mark").innerText();
  await gangmu.tabTo(gangmu.button("在原文中看"));
  await press("Enter");
  await gangmu.seen("原文");
  await onScreen(gangmu.article.getByRole("button", { name: number }).first());
  // Keys go on from the number: Enter shows its row, and back in the table the view itself has the focus.
  await becomes(() => page.evaluate(() => document.activeElement.textContent), number);
  await press("Enter");
  await page.getByRole("dialog").waitFor();
  await press("Escape");
  await page.goBack();
  await gangmu.seen("指标");
  await becomes(() => page.evaluate(() => document.activeElement.closest("main") !== null), true);
});

scene("the table is sorted, selected and copied by keys", async gangmu => {
  const { page } = gangmu;
  const press = key => page.keyboard.press(key);
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.tabTo(gangmu.rows.first());
  await press("Space");
  await press("Shift+ArrowDown");
  await press("Shift+ArrowDown");
  await page.getByText("已选 3 行").waitFor();
  await press("Control+c");
  await page.getByText("已复制 3 行").waitFor();
  assert.equal((await gangmu.clipboard()).text.trimEnd().split("\n").length, 4);

  await press("Control+Home");
  await press("ArrowUp");
  const header = gangmu.grid.getByRole("columnheader", { name: "指标" });
  assert.ok(await focused(header.getByRole("button")));
  await press("Enter");
  await gangmu.grid.locator('[aria-sort="ascending"]').waitFor();
});

scene("the outline is walked by arrows and opened by Enter", async gangmu => {
  const { page } = gangmu;
  const press = key => page.keyboard.press(key);
  await gangmu.open(text);
  await gangmu.go("原文");
  const items = gangmu.tree.getByRole("treeitem");
  await gangmu.tabTo(items.first());
  await press("End");
  assert.ok(await focused(items.last()));
  await press("Home");
  await press("ArrowDown");
  await press("ArrowDown");
  const third = items.nth(2);
  assert.ok(await focused(third));
  await press("Enter");
  const name = (await third.innerText()).split("\n")[0].replace(/，\d+ 个指标$/, "");
  await onScreen(gangmu.article.getByText(name).first());
});

scene("a word and its occurrences are reached by arrows", async gangmu => {
  const { page } = gangmu;
  const press = key => page.keyboard.press(key);
  await gangmu.open(text);
  await gangmu.go("词语");
  await gangmu.tabTo(gangmu.cloud.getByRole("button").first());
  await press("ArrowRight");
  await press("ArrowDown");
  const word = await page.evaluate(() => document.activeElement.textContent);
  await press("Enter");
  const places = page.getByRole("list", { name: new RegExp(`^“${word}”的`) });
  await places.waitFor();
  await gangmu.tabTo(places.getByRole("button").first());
  await press("End");
  assert.ok(await focused(places.getByRole("button").last()));
  await press("Enter");
  await gangmu.seen("原文");
  assert.deepEqual(await gangmu.marked(), { text: word, onScreen: true });
});
