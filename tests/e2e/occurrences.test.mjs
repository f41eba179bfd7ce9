// 词语, under the cloud: the lines of a word, where they lie, its trend, the words beside it; the cloud as a file.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { becomes, focused, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("linhe-city-2024");
const sentences = text.split(/(?<=[。！？!?\n])/);
const having = (...words) => sentences.filter(sentence => words.every(word => sentence.includes(word))).length;

/** By code points, as strings of UTF-16 are not compared. */
const compare = (a, b) => {
  const [one, other] = [[...a], [...b]];
  const at = one.findIndex((c, i) => c !== other[i]);
  if (at < 0) return one.length - other.length;
  return at >= other.length ? 1 : one[at].codePointAt(0) - other[at].codePointAt(0);
};

const list = (page, word) => page.getByRole("list", { name: new RegExp(`^“${word}”的 \\d+ 处$`) });
const facet = (page, name) => page.getByRole("button", { name, exact: true });
const beside = page => page.getByRole("region", { name: "同句的词" });

/** Chooses a word and shows all of its lines; gives their list. */
async function choose(gangmu, word) {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  await page.getByRole("searchbox", { name: "筛选词语" }).fill(word);
  await page.getByRole("region", { name: "词语列表" }).getByRole("button", { name: word, exact: true }).click();
  const lines = list(page, word);
  await lines.waitFor();
  const more = page.getByRole("button", { name: /^还有 \d+ 处$/ });
  while (await more.isVisible()) await more.click();
  return lines;
}

/** What stands before and after the word in each line. */
const contexts = lines =>
  lines.getByRole("listitem").evaluateAll(items =>
    items.map(item => ({
      left: item.querySelector(".lc").textContent,
      term: item.querySelector("mark").textContent,
      right: item.querySelector(".rc").textContent,
    })),
  );

scene("every place has its line, and lines are sorted by either side", async gangmu => {
  const { page } = gangmu;
  const lines = await choose(gangmu, "项目");
  const told = await contexts(lines);
  assert.equal(told.length, text.split("项目").length - 1);
  assert.ok(told.length > 10 && told.every(line => line.term === "项目"));
  // What the word brings begins to show, though it stands below what the word was chosen in.
  assert.ok((await lines.boundingBox()).y < page.viewportSize().height, "its lines are on the screen");
  await facet(page, "按右侧排").click();
  const right = (await contexts(lines)).map(line => line.right);
  assert.deepEqual(right, told.map(line => line.right).toSorted(compare));
  await facet(page, "按左侧排").click();
  const outwards = line => [...line.left].reverse().join("");
  assert.deepEqual((await contexts(lines)).map(outwards), told.map(outwards).toSorted(compare));
  await page.getByText(/不是拼音/).waitFor();
  await facet(page, "按原文次序").click();
  assert.deepEqual(await contexts(lines), told);
});

scene("a line is reached by arrows and leads to its place", async gangmu => {
  const { page } = gangmu;
  const lines = await choose(gangmu, "项目");
  const buttons = lines.getByRole("button");
  await gangmu.tabTo(buttons.first());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.ok(await focused(buttons.nth(2)));
  await page.keyboard.press("End");
  assert.ok(await focused(buttons.last()));
  await page.keyboard.press("Home");
  assert.equal(await lines.locator("[tabindex='0']").count(), 1);
  await page.keyboard.press("Enter");
  await gangmu.seen("原文");
  assert.equal((await gangmu.marked()).text, "项目");
});

scene("the strip has a tick for each place, and each leads there", async gangmu => {
  const { page } = gangmu;
  const lines = await choose(gangmu, "项目");
  const count = await lines.getByRole("listitem").count();
  const strip = page.getByRole("group", { name: `在全文中的位置，${count} 处` });
  const ticks = strip.getByRole("link");
  const at = tick => tick.evaluate(tick => Number(tick.querySelector("rect").getAttribute("x").replace("%", "")));
  assert.ok((await ticks.count()) > 10 && (await ticks.count()) <= count);
  assert.ok((await at(ticks.first())) < 50 && (await at(ticks.last())) > 50);
  await gangmu.tabTo(ticks.first());
  await page.keyboard.press("ArrowRight");
  assert.ok(await focused(ticks.nth(1)));
  assert.match(await ticks.nth(1).getAttribute("aria-label"), /^第 \d+ 处，全文 \d+%/);
  await page.keyboard.press("Tab");
  assert.ok(!(await strip.evaluate(strip => strip.contains(document.activeElement))), "one tab stop");

  const box = await ticks.last().boundingBox();
  await page.mouse.click(box.x + box.width / 2 + 3, box.y + box.height / 2);
  await gangmu.seen("原文");
  assert.equal((await gangmu.marked()).text, "项目");
});

scene("up to five words are drawn over the sections, by mouse and key", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  const words = gangmu.cloud.getByRole("button");
  const names = await words.allInnerTexts();
  await words.first().focus();
  for (const key of ["p", "ArrowRight", "p", "ArrowDown", "p"]) await page.keyboard.press(key);
  await words.nth(4).click();
  const figure = page.getByRole("figure", { name: "各章节里的走势" });
  const rows = figure.getByRole("img");
  await becomes(() => rows.count(), 4);
  const keep = facet(page, "留作对照");
  await keep.click();
  await becomes(() => keep.getAttribute("aria-pressed"), "true");
  for (const at of [6, 7]) {
    await words.nth(at).click();
    await keep.click();
  }
  await becomes(() => rows.count(), 5);
  // The chosen word comes first, and its column adds up to what the list says.
  assert.match(await rows.first().getAttribute("aria-label"), new RegExp(`^“${names[7]}”`));
  await figure.getByText("走势的数据").click();
  const table = figure.getByRole("table");
  const cells = await table.getByRole("row").evaluateAll(rows => rows.slice(1).map(row => row.cells[1].textContent));
  const total = cells.reduce((sum, cell) => sum + Number(cell.split(" ")[0]), 0);
  const known = (await gangmu.analysis(text)).documents[0].terms.find(term => term.term === names[7]).count;
  assert.ok(total > 0 && total <= known, `${total} of ${known}`);
  assert.equal(await table.getByRole("columnheader").count(), 7);
  await figure.getByRole("button", { name: /^不再对照/ }).first().click();
  await becomes(() => rows.count(), 4);
});

scene("words of one sentence are scored, sorted, and leave only their lines", async gangmu => {
  const { page } = gangmu;
  const lines = await choose(gangmu, "项目");
  const rows = () =>
    beside(page).getByRole("row").evaluateAll(rows =>
      rows.slice(1).map(row => [...row.cells].map(cell => cell.textContent)).map(([word, joint, own, score]) =>
        ({ word, joint: Number(joint), own: Number(own), score })),
    );
  const found = await rows();
  assert.ok(found.length >= 5);
  for (const { word, joint, own, score } of found) {
    assert.ok(joint >= 2 && joint <= having("项目", word) && own <= having(word), word);
    assert.ok(!word.includes("项目"), word);
    assert.equal(score, (14 + Math.log2((2 * joint) / (having("项目") + own))).toFixed(1), word);
  }
  assert.deepEqual(found.map(row => Number(row.score)), found.map(row => Number(row.score)).toSorted((a, b) => b - a));

  await beside(page).getByRole("button", { name: /^同句/ }).click();
  const joint = (await rows()).map(row => row.joint);
  assert.deepEqual(joint, joint.toSorted((a, b) => b - a));
  await beside(page).locator('[aria-sort="descending"]').filter({ hasText: "同句" }).waitFor();

  const all = await lines.getByRole("listitem").count();
  const [first] = await rows();
  const button = beside(page).getByRole("button", { name: first.word, exact: true });
  await gangmu.tabTo(button);
  await page.keyboard.press("Enter");
  await becomes(() => button.getAttribute("aria-pressed"), "true");
  assert.ok(await focused(button), "the keyboard stays where it is");
  await page.getByText(`只列同句有“${first.word}”的`).waitFor();
  const left = await contexts(lines);
  assert.ok(left.length >= first.joint && left.length < all);
  const near = left.filter(line => `${line.left}${line.term}${line.right}`.includes(first.word));
  assert.ok(near.length > 0);
  await facet(page, "全部列出").click();
  await becomes(() => lines.getByRole("listitem").count(), all);
  await button.click();
  await facet(page, `看“${first.word}”`).click();
  await list(page, first.word).waitFor();
});

scene("the list says how often a word is written inside of longer ones", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  const region = page.getByRole("region", { name: "词语列表" });
  const table = region.getByRole("table");
  await facet(page, "含在更长的词里").click();
  await table.getByRole("columnheader", { name: "连长词" }).waitFor();
  const rows = await table.getByRole("row").evaluateAll(rows =>
    rows.slice(1).map(row => ({ word: row.cells[0].textContent, count: row.cells[2].textContent, written: row.cells[3].textContent })),
  );
  for (const { word, count, written } of rows) {
    assert.equal(Number(written), text.split(word).length - 1, word);
    assert.ok(Number(count) <= Number(written), word);
  }
  const inside = rows.find(row => Number(row.count) < Number(row.written));
  assert.ok(inside, "some word stands in longer ones");
  await table.getByRole("button", { name: inside.word, exact: true }).click();
  const lines = list(page, inside.word);
  await lines.waitFor();
  const marked = await lines.getByRole("listitem").evaluateAll(items => items.filter(item => item.querySelector("mark.in")).length);
  assert.ok(marked > 0);
  await page.getByText(`其中 ${Number(inside.written) - Number(inside.count)} 处不单独计数`).waitFor();
});

/** Saves the cloud in this form; gives the file's name and its bytes. */
async function save(page, kind) {
  await facet(page, "存图").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: kind }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

scene("the cloud is saved as it is seen, with its source", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  const seen = await gangmu.cloud.getByRole("button").allInnerTexts();
  const { name, bytes } = await save(page, "SVG");
  assert.match(name, /^麟河市2024年政府工作报告.*-词云\.svg$/);
  const { words, said, wrong } = await page.evaluate(svg => {
    const file = new DOMParser().parseFromString(svg, "image/svg+xml");
    const texts = [...file.querySelectorAll("text")];
    const number = (text, name) => Number(text.getAttribute(name));
    const words = texts.filter(text => text.hasAttribute("textLength")).map(text => ({
      word: text.textContent,
      x: number(text, "x"),
      y: number(text, "y"),
      size: number(text, "font-size"),
      width: number(text, "textLength"),
      fill: text.getAttribute("fill"),
    }));
    return { words, said: file.documentElement.textContent, wrong: file.querySelector("parsererror")?.textContent };
  }, bytes.toString());
  assert.equal(wrong, undefined);
  assert.deepEqual(words.map(word => word.word), seen);
  for (const [i, a] of words.entries()) {
    assert.ok(a.size >= 14, a.word);
    for (const b of words.slice(i + 1)) {
      const across = Math.max(a.x - b.x - b.width, b.x - a.x - a.width);
      const down = Math.max(a.y - b.y - a.size, b.y - a.y - b.size);
      const size = Math.max(a.size, b.size);
      assert.ok(across >= 0.34 * size - 0.2 || down >= 0, `${a.word} and ${b.word}`);
    }
  }
  assert.ok(new Set(words.map(word => word.fill)).size === 3, "three tones");
  assert.ok(said.includes(`次数最多的 ${seen.length} 个词`) && said.includes("部署里说得多"), said);

  // By keys, as a picture of dots.
  await gangmu.tabTo(facet(page, "存图"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.ok(await focused(facet(page, "存图")));
  await page.keyboard.press("Enter");
  await gangmu.tabTo(page.getByRole("button", { name: "PNG" }));
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(download.suggestedFilename(), /-词云\.png$/);
  const png = await readFile(await download.path());
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) > 1500 && png.length > 50_000);
});
