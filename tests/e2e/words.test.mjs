// 词语: the cloud has no overlaps and is the same each time; the list beside it finds every word.

import assert from "node:assert/strict";
import { becomes, sample, scene, setUp, visit } from "./helper.mjs";

setUp();
const text = await sample("linhe-city-2024");

const picture = gangmu =>
  gangmu.cloud.getByRole("button").evaluateAll(words =>
    words.map(word => {
      const { x, y, width, height } = word.getBoundingClientRect();
      return { word: word.textContent, x, y, width, height };
    }),
  );

scene("no two words overlap, and the same report gives the same cloud", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("词语");
  const words = await picture(gangmu);
  assert.ok(words.length > 30);
  for (const [i, a] of words.entries()) {
    for (const b of words.slice(i + 1)) {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      assert.ok(across <= 1 || down <= 1, `${a.word} and ${b.word} overlap by ${across} × ${down}`);
    }
  }
  await visit({}, async again => {
    await again.open(text);
    await again.go("词语");
    assert.deepEqual(await picture(again), words);
  });
});

scene("in groups, each part of the report has its words, none over another", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  const mixed = (await picture(gangmu)).map(({ word }) => word);
  await gangmu.button("分组").focus();
  await page.keyboard.press("Enter");
  await becomes(() => gangmu.button("分组").getAttribute("aria-pressed"), "true");
  // Words glide to their places.
  await becomes(() => gangmu.cloud.evaluate(cloud => cloud.getAnimations({ subtree: true }).length), 0);
  const words = await picture(gangmu);
  assert.deepEqual(words.map(({ word }) => word), mixed);
  for (const [i, a] of words.entries()) {
    for (const b of words.slice(i + 1)) {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      assert.ok(across <= 1 || down <= 1, `${a.word} and ${b.word} overlap by ${across} × ${down}`);
    }
  }
  const colours = await gangmu.cloud.getByRole("button").evaluateAll(words => words.map(word => getComputedStyle(word).color));
  const bands = new Map();
  for (const [i, colour] of colours.entries()) {
    const [top, bottom] = bands.get(colour) ?? [Infinity, 0];
    bands.set(colour, [Math.min(top, words[i].y), Math.max(bottom, words[i].y + words[i].height)]);
  }
  const edges = [...bands.values()].toSorted((a, b) => a[0] - b[0]);
  assert.equal(edges.length, 3);
  for (const [i, [top]] of edges.slice(1).entries()) assert.ok(top > edges[i][1], "bands lie apart");
});

scene("the cloud has the report's most frequent words", async gangmu => {
  await gangmu.open(text);
  await gangmu.go("词语");
  const { terms } = (await gangmu.analysis(text)).documents[0];
  const shown = await gangmu.cloud.getByRole("button").allInnerTexts();
  const known = new Map(terms.map(term => [term.term, term.count]));
  for (const word of shown) assert.ok(known.has(word), word);
  const [first] = shown;
  assert.equal(known.get(first), Math.max(...shown.map(word => known.get(word))));
});

scene("the list finds words, and one of them opens its occurrences", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("词语");
  const list = page.getByRole("region", { name: "词语列表" });
  await page.getByRole("searchbox", { name: "筛选词语" }).fill("收入");
  const word = list.getByRole("button", { name: "收入", exact: true });
  await word.click();
  const places = page.getByRole("list", { name: /^“收入”的 \d+ 处$/ });
  await places.waitFor();
  await page.getByRole("searchbox", { name: "筛选词语" }).fill("没有的词");
  await list.getByText("没有这个词").first().waitFor();
  await page.getByRole("searchbox", { name: "筛选词语" }).fill("收入");
  await word.click();
  await becomes(() => places.count(), 0);
});

scene("beside last year's report stand the words that are new and those that are gone", async gangmu => {
  const { page } = gangmu;
  const last = await sample("linhe-city-2023");
  await gangmu.choose([text, last].map((text, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) })));
  await page.getByRole("table", { name: "已打开 2 份报告" }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.go("词语");
  const items = name => page.getByRole("region", { name, exact: true }).getByRole("listitem").getByRole("button");
  const told = async name => (await items(name).allInnerTexts()).map(item => item.replace(/\s*\d+$/, "").trim());
  const times = (text, word) => text.split(word).length - 1;
  await items("消失的提法").first().waitFor();
  const [fresh, gone] = [await told("新提法"), await told("消失的提法")];
  assert.ok(fresh.length > 3 && gone.length > 3, `${fresh} / ${gone}`);
  for (const word of fresh) assert.ok(times(text, word) >= 2 && times(last, word) === 0, word);
  for (const word of gone) assert.ok(times(last, word) >= 2 && times(text, word) === 0, word);
  // What is gone leads to where it was said.
  await items("消失的提法").first().click();
  await page.getByRole("list", { name: new RegExp(`^“${gone[0]}”的`) }).waitFor();
  await becomes(() => page.title(), "词语 · 麟河市 2023 — 纲目");
  // There the year before is not open: nothing to tell.
  assert.equal(await items("消失的提法").count(), 0);
});
