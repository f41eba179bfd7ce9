// 检索 and the palette: what stands where in all open reports, as one types; and one line that reaches everything by name.

import assert from "node:assert/strict";
import { axe } from "./harness/browsers.mjs";
import { becomes, bothEditions, focused, onScreen, sample, scene, setUp, visit } from "./helper.mjs";

setUp();
const names = ["yunxi-county-2024", "linhe-city-2023", "linhe-city-2024"];
const texts = await Promise.all(names.map(sample));
const WORD = "增长";
const occurrences = (text, word) => text.split(word).length - 1;
const all = word => texts.reduce((sum, text) => sum + occurrences(text, word), 0);

const lines = page => page.getByRole("list", { name: /^检索结果/ });
const line = page => lines(page).getByRole("button");
const told = page => page.getByRole("main").getByRole("status").filter({ hasNotText: /^$/ });
const order = (page, name) => page.getByRole("group", { name: "排序" }).getByRole("button", { name, exact: true });
const regex = page => page.getByRole("switch", { name: "正则" });
const tally = page => page.getByRole("table", { name: "分布" });
const says = (page, words) => told(page).filter({ hasText: words }).waitFor();

async function openAll(gangmu) {
  const { page } = gangmu;
  await gangmu.choose(texts.map((text, i) => ({ name: `${names[i]}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) })));
  await page.getByRole("table", { name: "已打开 3 份报告" }).getByRole("button").first().click();
  await gangmu.idle();
}

async function searchAll(gangmu, text) {
  await openAll(gangmu);
  await gangmu.go("检索");
  await gangmu.search.pressSequentially(text);
}

bothEditions("what is typed is found in all reports, and a line leads to its place and back", async gangmu => {
  const { page } = gangmu;
  await searchAll(gangmu, WORD);
  await says(page, `${all(WORD)} 处，3 / 3 份`);
  assert.equal(await line(page).count(), Math.min(60, all(WORD)));
  // Counts of each report, and of the sections of the one that is chosen.
  const counts = await tally(page).getByRole("row").locator(".n").allInnerTexts();
  assert.deepEqual(counts.slice(-3).map(Number), texts.map(text => occurrences(text, WORD)));
  await tally(page).getByRole("button").first().click();
  await becomes(() => line(page).count(), occurrences(texts[0], WORD));
  assert.ok((await tally(page).getByRole("rowheader").count()) > 4);
  await page.getByRole("button", { name: "看全部" }).click();

  const second = lines(page).getByRole("heading", { name: /^麟河市/ }).first();
  await second.waitFor();
  const follow = line(page).nth(occurrences(texts[0], WORD) + 1);
  const left = (await follow.locator(".lc").innerText()).slice(-6);
  await follow.click();
  await gangmu.seen("原文");
  const marked = await gangmu.marked();
  assert.deepEqual(marked, { text: WORD, onScreen: true });
  assert.ok((await gangmu.article.innerText()).replaceAll(/\s/g, "").includes(left.replaceAll(/\s/g, "") + WORD));
  await page.goBack();
  await gangmu.seen("检索");
  assert.equal(await gangmu.search.inputValue(), WORD);
  await becomes(() => focused(follow), true, "the line that was followed has the focus");
});

scene("lines are sorted by what is around them", async gangmu => {
  const { page } = gangmu;
  await searchAll(gangmu, WORD);
  await says(page, "处，");
  const column = name => line(page).locator(name).evaluateAll(cells => cells.map(cell => cell.textContent));
  const points = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  await order(page, "按左侧").click();
  await becomes(() => order(page, "按左侧").getAttribute("aria-pressed"), "true");
  const left = (await column(".lc")).map(text => [...text].reverse().join(""));
  assert.ok(left.length > 5);
  // The page shows wide punctuation for narrow: compare what both have.
  const plain = list => list.map(text => text.replaceAll(/[，；：（）?!,;:()]/g, ""));
  assert.deepEqual(plain(left).slice(0, 3), plain([...left].sort(points)).slice(0, 3));
  await order(page, "按右侧").click();
  await becomes(async () => JSON.stringify((await column(".lc")).map(text => [...text].reverse().join(""))) !== JSON.stringify(left), true);
  // The report stands in the line when lines of all reports are mixed.
  await line(page).first().locator(".at").filter({ hasText: /20\d\d$/ }).waitFor();
});

scene("several words share a sentence", async gangmu => {
  const { page } = gangmu;
  await searchAll(gangmu, "工业 投资");
  const sentences = texts.flatMap(text => text.split(/[。！？!?\n]/)).filter(s => s.includes("工业") && s.includes("投资"));
  assert.ok(sentences.length > 0 && sentences.length < all("工业"));
  await says(page, new RegExp(`^${sentences.length} 处`));
  assert.equal(await line(page).first().getByRole("mark").innerText(), "工业");
});

scene("regular expressions: found, wrong, and without end", async gangmu => {
  const { page } = gangmu;
  await searchAll(gangmu, "增长\\d+(\\.\\d+)?%");
  await says(page, "没有“增长");
  await regex(page).click();
  const found = texts.reduce((sum, text) => sum + (text.match(/增长\d+(\.\d+)?%/g) ?? []).length, 0);
  assert.ok(found > 3);
  await says(page, `${found} 处`);
  await gangmu.search.fill("(增长");
  await says(page, "“(”还没有配上“)”");
  assert.equal(await gangmu.search.getAttribute("aria-invalid"), "true");
  assert.equal(await lines(page).count(), 0);
  await gangmu.search.fill("[一-龥]{2}(?=工程)");
  await says(page, "不支持环视");
  // A pattern that takes other engines until the end of the world, and one that is merely slow.
  await gangmu.search.fill("(.+)+(.+)+(.+)+(.+)+龘");
  await says(page, "没有“");
  await gangmu.search.fill("(.{0,40}.{0,40}){0,9}龘");
  await gangmu.search.fill("增长");
  await says(page, `${all("增长")} 处`);
  assert.equal(await gangmu.search.getAttribute("aria-invalid"), null);
});

scene("thousands of places: the first are listed, and more on demand", async gangmu => {
  const { page } = gangmu;
  const body = Array.from({ length: 6100 }, (_, i) => `第${i}号茶园丰收。`).join("\n");
  const buffer = Buffer.from(`青禾县2031年政府工作报告\n一、去年工作\n${body}`);
  await gangmu.choose([{ name: "报告.txt", mimeType: "text/plain", buffer }]);
  await gangmu.seen("一览");
  await gangmu.idle();
  await gangmu.go("检索");
  await gangmu.search.fill("茶园");
  await says(page, "5,000+ 处");
  await becomes(() => line(page).count(), 60);
  await page.getByRole("button", { name: /^再列出一些/ }).click();
  await becomes(() => line(page).count(), 120);
});

scene("the address holds the search", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(texts[0]);
  await gangmu.go("检索");
  await regex(page).click();
  await gangmu.search.fill("园区|园林");
  await says(page, "处");
  await order(page, "按右侧").click();
  const before = new URL(page.url()).hash;
  await becomes(async () => new URL(page.url()).hash !== before, true);
  await new Promise(resolve => setTimeout(resolve, 600));
  const fragment = new URL(page.url()).hash;
  await visit({ fragment }, async other => {
    await other.told("还没有打开");
    await other.paste(texts[0]);
    await other.seen("检索");
    assert.equal(await other.search.inputValue(), "园区|园林");
    assert.equal(await regex(other.page).getAttribute("aria-checked"), "true");
    assert.equal(await order(other.page, "按右侧").getAttribute("aria-pressed"), "true");
    await says(other.page, "处");
  });
});

scene("the search by keys alone", async gangmu => {
  const { page } = gangmu;
  await openAll(gangmu);
  await gangmu.tabTo(gangmu.tab("检索"));
  await page.keyboard.press("Enter");
  await gangmu.seen("检索");
  await becomes(() => focused(gangmu.search), true, "the empty field has the focus");
  await page.keyboard.insertText(WORD);
  await says(page, "处");
  await page.keyboard.press("ArrowDown");
  assert.ok(await focused(line(page).first()));
  await page.keyboard.press("ArrowUp");
  assert.ok(await focused(gangmu.search));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.ok(await focused(line(page).nth(1)));
  await page.keyboard.press("Enter");
  await gangmu.seen("原文");
  assert.equal((await gangmu.marked()).text, WORD);
});

// ----------------------------------------------------------------------------------------------------------- palette

const palette = page => page.getByRole("dialog", { name: "命令", exact: true });
const field = page => palette(page).getByRole("combobox", { name: "检索、跳转" });
const options = page => palette(page).getByRole("option");
const chosen = page => palette(page).getByRole("option", { selected: true });

async function ask(page, text) {
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  await field(page).fill(text);
}

bothEditions("the palette opens over anything, is walked by arrows, and gives the focus back", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(texts[0]);
  await gangmu.tab("词语").focus();
  await page.keyboard.press("Control+k");
  await becomes(() => focused(field(page)), true);
  const first = await options(page).count();
  assert.ok(first > 6);
  assert.equal(await chosen(page).count(), 1);
  const active = () => field(page).getAttribute("aria-activedescendant");
  const before = await active();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await active(), before);
  assert.equal(await chosen(page).getAttribute("id"), await active());
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await options(page).last().getAttribute("aria-selected"), "true");
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "hidden" });
  await becomes(() => focused(gangmu.tab("词语")), true);

  await page.getByRole("button", { name: "检索、跳转" }).click();
  await field(page).fill("指标");
  await palette(page).getByRole("option", { name: "指标", exact: true }).click();
  await gangmu.seen("指标");
  await palette(page).waitFor({ state: "hidden" });
});

scene("the palette reaches reports, sections, indicators and actions", async gangmu => {
  const { page } = gangmu;
  await openAll(gangmu);

  await ask(page, "#工业强县");
  assert.match(await chosen(page).innerText(), /（一）聚焦工业强县/);
  await page.keyboard.press("Enter");
  await gangmu.seen("原文");
  await onScreen(gangmu.article.getByRole("heading", { name: /聚焦工业强县/ }).or(gangmu.article.getByText(/聚焦工业强县/)).first());

  await ask(page, "=税收收入占比");
  await page.keyboard.press("Enter");
  await gangmu.seen("指标");
  await gangmu.row("税收收入占比").getByRole("blockquote").waitFor();

  await ask(page, "@2023");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /2023.*共 3 份/ }).waitFor();

  await ask(page, "园区");
  await page.keyboard.press("Control+Enter");
  await gangmu.seen("检索");
  assert.equal(await gangmu.search.inputValue(), "园区");
  await says(page, `${all("园区")} 处`);

  await ask(page, "龘龘");
  await palette(page).getByText("在全部报告中检索“龘龘”").waitFor();
  await page.keyboard.press("Escape");

  await ask(page, ">暗");
  await page.keyboard.press("Enter");
  await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), "dark");

  // The browser hands choosers to us from when somebody first listens, which takes it a moment.
  page.on("filechooser", () => {});
  await ask(page, ">选择文件");
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  assert.ok(picker.isMultiple());

  await ask(page, ">CSV");
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(file.suggestedFilename(), /\.csv$/);

  await ask(page, ">粘贴");
  await page.keyboard.press("Enter");
  await becomes(() => focused(gangmu.pasteBox), true);

  await ask(page, ">English");
  await page.keyboard.press("Enter");
  await becomes(() => page.evaluate(() => document.documentElement.lang), "en");
});

// ------------------------------------------------------------------------------------------------------ axe, layout

for (const [screen, viewport] of [["wide", { width: 1280, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
  for (const colorScheme of ["light", "dark"]) {
    scene(`axe finds nothing, ${screen}, ${colorScheme}`, { colorScheme, viewport }, async gangmu => {
      const { page } = gangmu;
      const found = [];
      const look = async where => found.push(...(await axe(page)).map(finding => `${where}: ${finding}`));
      await openAll(gangmu);
      await gangmu.go("检索");
      await look("empty");
      await gangmu.search.fill(WORD);
      await says(page, "处");
      await look("lines");
      await tally(page).getByRole("button").first().click();
      await look("one report");
      await regex(page).click();
      await gangmu.search.fill("(");
      await says(page, "不完整");
      await look("a fault");
      await ask(page, "人才");
      await look("palette");
      await field(page).fill("");
      await look("palette, all");
      assert.deepEqual(found, []);
    });
  }
}

for (const width of [320, 390, 768, 1024]) {
  scene(`nothing sticks out at ${width} pixels`, { viewport: { width, height: 800 } }, async gangmu => {
    const { page } = gangmu;
    const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await searchAll(gangmu, WORD);
    await says(page, "处");
    assert.ok((await overhang()) <= 0, "lines");
    await ask(page, "人才");
    assert.ok((await overhang()) <= 0, "palette");
  });
}

// -------------------------------------------------------------------------------------------------- finding in the text

scene("/ finds in the text: how many places, the next, the one before, and back", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(texts[0]);
  await gangmu.go("原文");
  await page.keyboard.press("/");
  const finder = page.getByRole("search", { name: "在文中找" });
  const text = finder.getByRole("textbox", { name: "在文中找" });
  await becomes(() => focused(text), true);
  await text.fill(WORD);
  const count = occurrences(texts[0], WORD);
  const status = finder.getByRole("status");
  const at = async () => Number((await status.innerText()).match(/第 (\d+) \//)?.[1]);
  await status.filter({ hasText: `/ ${count} 处` }).waitFor();
  const first = await at();
  assert.deepEqual(await gangmu.marked(), { text: WORD, onScreen: true });
  await page.keyboard.press("Enter");
  await becomes(at, (first % count) + 1);
  assert.ok(await focused(text), "the field keeps the focus");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  await becomes(at, ((first - 2 + count) % count) + 1);
  await finder.getByRole("button", { name: "下一处" }).click();
  await becomes(at, first);
  assert.deepEqual(await axe(page), []);
  await text.fill("龘");
  await status.filter({ hasText: "没有" }).waitFor();
  await page.keyboard.press("Escape");
  await finder.waitFor({ state: "hidden" });
  // The button opens it as well, and gets the focus back.
  await page.getByRole("button", { name: "在文中找" }).click();
  await becomes(() => focused(text), true);
  await page.keyboard.press("Escape");
  await becomes(() => focused(page.getByRole("button", { name: "在文中找" })), true);
});
