// docs/tour.md: three questions, each answered in at most five actions on the samples. What the tour says, this does.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { becomes, sample, scene, setUp } from "./helper.mjs";

setUp();
const tour = await readFile(fileURLToPath(new URL("../../docs/tour.md", import.meta.url)), "utf8");

const grid = page => page.getByRole("grid", { name: "对比", exact: true });
const rows = page => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader") });
const readout = page => page.getByRole("status").filter({ hasText: "·" });

/** The actions that the tour lists under a question. */
function told(question) {
  const part = tour.split(/^## /m).find(part => part.startsWith(question));
  assert.ok(part, `the tour has no ${question}`);
  return part.match(/^\d+\. .*$/gm);
}

/** Does the actions of a path one by one; as many as the tour tells, and no more than five. */
async function path(question, actions) {
  assert.equal(actions.length, told(question).length, "the tour tells these actions");
  assert.ok(actions.length <= 5);
  for (const [i, [name, act]] of actions.entries()) {
    assert.ok(told(question)[i].includes(name), `${told(question)[i]} names ${name}`);
    await act();
  }
}

const openAll = gangmu => ["全部打开", () => gangmu.button("全部打开").click()];
const compare = gangmu => ["对比", async () => {
  await gangmu.tab("对比").click();
  await grid(gangmu.page).waitFor();
}];

scene("which place has the highest GDP target?", async gangmu => {
  const { page } = gangmu;
  const header = grid(page).getByRole("columnheader", { name: /^地区生产总值/ });
  await path("哪个市的GDP目标最高？", [
    openAll(gangmu),
    compare(gangmu),
    ["第一行", async () => {
      await becomes(() => rows(page).count(), 4);
      await becomes(() => header.getAttribute("aria-sort"), "descending");
      await rows(page).first().getByRole("gridcell").first().click();
    }],
  ]);
  // The answer by the program's other door: the largest target of growth among the samples.
  const targets = [];
  for (const name of ["linhe-city-2024", "linhe-city-2023", "yunxi-county-2024"]) {
    const { documents } = await gangmu.analysis(await sample(name));
    const [{ region, year, indicators }] = documents;
    const row = indicators.find(row =>
      row.name === "地区生产总值" && row.status === "target" && row.type === "change" && row.period === `${year}`);
    targets.push({ of: `${region.name} ${year}`, value: row.value });
  }
  const best = targets.toSorted((a, b) => b.value - a.value)[0];
  await readout(page).filter({ hasText: best.of }).waitFor();
  assert.match(await readout(page).locator("mark").innerText(), new RegExp(`${best.value}`));
});

scene("did it do last year what it promised?", async gangmu => {
  const { page } = gangmu;
  const cell = rows(page).first().getByRole("gridcell").first();
  await path("该市去年完成了吗？", [
    openAll(gangmu),
    compare(gangmu),
    ["去年目标 → 完成", async () => {
      await page.getByRole("group", { name: "取值" }).getByRole("button", { name: "去年目标 → 完成" }).click();
      await becomes(async () => /麟河市 2024/.test(await rows(page).first().innerText()), true);
    }],
    ["地区生产总值", () => cell.click()],
  ]);
  assert.match(await cell.innerText(), /→[\s\S]*(达到|接近|未达到)/);
  await readout(page).filter({ hasText: "麟河市 2024 · 地区生产总值" }).waitFor();
});

scene("what does it say anew this year?", async gangmu => {
  const { page } = gangmu;
  let word;
  await path("今年新提了什么？", [
    openAll(gangmu),
    ["词语", async () => {
      await gangmu.idle();
      await gangmu.go("词语");
    }],
    ["新提法", async () => {
      await gangmu.button("新提法").click();
      await becomes(() => gangmu.button("新提法").getAttribute("aria-pressed"), "true");
    }],
    ["第一个词", async () => {
      word = await gangmu.cloud.getByRole("button").first().innerText();
      await gangmu.cloud.getByRole("button").first().click();
    }],
    ["第一处", async () => {
      const places = page.getByRole("list", { name: new RegExp(`^“${word}”的`) });
      await places.getByRole("button").first().click();
      await gangmu.seen("原文");
    }],
  ]);
  const mark = () => page.evaluate(() => [...(CSS.highlights.get("place") ?? [])][0]?.toString());
  await becomes(mark, word);
});
