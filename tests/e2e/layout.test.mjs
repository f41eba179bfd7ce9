// Phones to wide screens: nothing sticks out sideways, and a change of size loses nothing.

import assert from "node:assert/strict";
import { becomes, onScreen, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const VIEWS = ["一览", "原文", "指标", "词语"];
const overhang = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Fails where a dialog sticks out of the screen, or what is in it out of the dialog. */
async function fits(dialog, name) {
  const [over, left, right] = await dialog.evaluate(element => {
    const { left, right } = element.getBoundingClientRect();
    return [element.scrollWidth - element.clientWidth, left, innerWidth - right];
  });
  assert.ok(over <= 0, `${name}: what is in it sticks out by ${over}`);
  assert.ok(left >= 0 && right >= 0, `${name}: it sticks out, ${left} and ${right}`);
}

// 640 by 450 is 1280 by 900 at 200%.
for (const [width, height] of [[320, 640], [360, 740], [390, 844], [640, 450], [768, 1024], [2560, 1440]]) {
  scene(`nothing sticks out at ${width} pixels`, { viewport: { width, height } }, async gangmu => {
    const { page } = gangmu;
    assert.ok((await overhang(page)) <= 0, "start");
    await gangmu.open(text);
    for (const view of VIEWS) {
      await gangmu.go(view);
      assert.ok((await overhang(page)) <= 0, view);
    }
    await gangmu.cloud.getByRole("button").first().click();
    await page.getByRole("list", { name: /^“/ }).waitFor();
    assert.ok((await overhang(page)) <= 0, "occurrences");
    await gangmu.go("指标");
    await gangmu.rows.nth(1).getByRole("rowheader").click();
    await gangmu.grid.getByRole("blockquote").waitFor();
    assert.ok((await overhang(page)) <= 0, "an open row");
    await gangmu.tab("检索").locator("visible=true").click();
    await gangmu.search.fill("增长");
    await page.getByRole("status").filter({ hasText: "处" }).first().waitFor();
    assert.ok((await overhang(page)) <= 0, "search");
    await gangmu.button("分享").click();
    const share = page.getByRole("dialog", { name: "分享" });
    await share.getByRole("textbox", { name: "链接" }).waitFor();
    await fits(share, "share, results");
    await share.getByRole("radio", { name: /^另存为网页/ }).check();
    await fits(share, "share, a page");
    await page.keyboard.press("Escape");
    await gangmu.home.focus();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "怎么算的", exact: true });
    await help.waitFor();
    await fits(help, "help");
  });
}

scene("the main job on a phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.row("税收收入占比").getByRole("rowheader").tap();
  await gangmu.grid.getByRole("button", { name: "在原文中看" }).tap();
  await gangmu.seen("原文");
  await onScreen(gangmu.article.getByRole("button", { name: /65\.3/ }));

  await gangmu.button("大纲").tap();
  await gangmu.tree.waitFor();
  assert.ok((await gangmu.tree.getByRole("treeitem").count()) > 10);
  await gangmu.tree.getByRole("treeitem", { name: /三、2024年重点工作/ }).first().tap();
  await onScreen(gangmu.article.getByRole("heading", { name: /三、2024年重点工作/ }).first());

  await gangmu.go("词语");
  await gangmu.cloud.getByRole("button", { name: "项目", exact: true }).tap();
  await page.getByRole("list", { name: /^“项目”/ }).getByRole("button").first().tap();
  await gangmu.seen("原文");
  assert.equal((await gangmu.marked()).text, "项目");

  // Words glide in from beyond the edge: the page does not grow for that, and the views stay within reach.
  await gangmu.go("词语");
  for (const score of ["与众不同", "新提法", "次数"]) {
    await gangmu.button(score).tap();
    await becomes(() => gangmu.button(score).getAttribute("aria-pressed"), "true");
    await becomes(() => gangmu.cloud.evaluate(cloud => cloud.getAnimations({ subtree: true }).length), 0);
    assert.equal(await page.evaluate(() => innerWidth), 390, score);
  }
  await gangmu.go("指标");
});

scene("a change of size loses nothing", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  await page.getByRole("searchbox", { name: "筛选" }).fill("收入");
  await gangmu.rows.first().getByRole("checkbox").check();
  await gangmu.rows.nth(1).getByRole("rowheader").click();
  const rows = await gangmu.grid.getAttribute("aria-rowcount");
  for (const [width, height] of [[390, 844], [2000, 1200], [1280, 900]]) {
    await page.setViewportSize({ width, height });
    await gangmu.grid.getByRole("blockquote").waitFor();
    assert.equal(await gangmu.grid.getAttribute("aria-rowcount"), rows);
    assert.equal(await page.getByRole("searchbox", { name: "筛选" }).inputValue(), "收入");
  }
  assert.ok(await gangmu.rows.first().getByRole("checkbox").isChecked());

  await gangmu.go("词语");
  const first = gangmu.cloud.getByRole("button").first();
  await first.click();
  await page.setViewportSize({ width: 390, height: 844 });
  await becomes(() => first.getAttribute("aria-pressed"), "true");
  const outside = () =>
    gangmu.cloud.evaluate(cloud => {
      const { left, right } = cloud.getBoundingClientRect();
      const words = [...cloud.querySelectorAll("button")].map(word => [word.textContent, word.getBoundingClientRect()]);
      return words.filter(([, box]) => box.left < left - 1 || box.right > right + 1).map(([word]) => word);
    });
  await becomes(outside, []);
});
