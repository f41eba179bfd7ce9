// The link to a view: it stands in the address, brings another reader of the same report to the same place, and says what
// is wrong when it cannot.

import assert from "node:assert/strict";
import { becomes, sample, scene, setUp, visit } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const fragment = page => new URL(page.url()).hash;

scene("a link opened elsewhere leads to the view as soon as its report is open", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const before = fragment(page);
  assert.match(before, /^#v1\.[\w-]+\.z$/);
  await page.getByRole("searchbox", { name: "筛选" }).fill("收入");
  await gangmu.button(/目标/).click();
  await page.getByRole("columnheader", { name: "数值" }).getByRole("button").click();
  const rows = await gangmu.grid.getAttribute("aria-rowcount");
  await gangmu.rows.first().getByRole("rowheader").click();
  const sentence = await gangmu.grid.getByRole("blockquote").innerText();
  // The address follows typing with a little delay; the view's own link is always that of the moment.
  const link = await gangmu.tab("指标").getAttribute("href");
  assert.notEqual(link, before);
  await becomes(async () => fragment(page), link);

  await visit({ fragment: link }, async other => {
    await other.told("这个链接指向的报告还没有打开");
    await other.paste(text);
    await other.seen("指标");
    assert.equal(await other.page.getByRole("searchbox", { name: "筛选" }).inputValue(), "收入");
    const statuses = other.page.getByRole("group", { name: "状态", exact: true });
    assert.equal(await statuses.getByRole("button", { name: /目标/ }).getAttribute("aria-pressed"), "true");
    const sorted = other.page.getByRole("columnheader", { name: "数值" });
    assert.equal(await sorted.getAttribute("aria-sort"), "ascending");
    assert.equal(await other.grid.getAttribute("aria-rowcount"), rows);
    assert.equal(await other.grid.getByRole("blockquote").innerText(), sentence);
    assert.equal(await other.notice.innerText(), "");
  });
});

scene("a link put into the address while its report is open goes there", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  await gangmu.cloud.getByRole("button", { name: "竹材", exact: true }).click();
  const places = page.getByRole("list", { name: /^“竹材”/ });
  await places.waitFor();
  const link = fragment(page);
  await gangmu.go("原文");
  await page.evaluate(link => (location.hash = link), link);
  await gangmu.seen("词语");
  await places.waitFor();
});

for (const [what, spoil, says] of [
  ["cut off", link => link.slice(0, -5), "链接末尾缺了一段"],
  ["altered", link => link.replace(/.(?=\.z$)/, letter => (letter === "A" ? "B" : "A")), "链接在途中被改动过"],
  ["of a newer version", link => link.replace("#v1", "#v9"), "链接是较新版本的纲目做的"],
]) {
  scene(`a link that is ${what} says so, and what is open stays open`, async gangmu => {
    const { page } = gangmu;
    await gangmu.open(text);
    await gangmu.go("原文");
    const link = fragment(page);
    await page.evaluate(link => (location.hash = link), spoil(link));
    await gangmu.told(says);
    await gangmu.article.waitFor();
  });
}
