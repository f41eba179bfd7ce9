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
