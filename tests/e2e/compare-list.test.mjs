// 对比: promises without a number, which reports stand in the matrix and in what order, what became of last year's targets,
// a second column of dots, and the files that all of it is taken away in.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { becomes, focused, report, sample, scene, setUp } from "./helper.mjs";

setUp();
const names = ["yunxi-county-2024", "linhe-city-2023", "linhe-city-2024"];
const texts = await Promise.all(names.map(sample));
const samples = texts.map((text, i) => ({ name: `${names[i]}.txt`, text }));

const places = [
  report("青禾县", 2024, "地区生产总值增长6%左右，城镇居民人均可支配收入与经济增长同步。"),
  report("白渡县", 2024, "地区生产总值增长5%，城镇居民人均可支配收入增长7%。", "地区生产总值增长4.2%。"),
  report("黄杨县", 2024, "地区生产总值增长7%以上，城镇居民人均可支配收入增长6%。"),
];

const grid = page => page.getByRole("grid", { name: "对比", exact: true });
const list = page => page.getByRole("table", { name: "参加对比的报告" });
const rows = page => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader") });
const order = async page =>
  (await rows(page).getByRole("rowheader").allInnerTexts()).map(text => text.replace(/^\d*\s*/, "").trim()).slice(0, -1);
const readout = page => page.getByRole("status").filter({ hasText: "·" });
const said = (page, words) => page.getByRole("status").filter({ hasText: words }).waitFor();

async function open(gangmu, files) {
  const { page } = gangmu;
  await gangmu.choose(files.map(({ name, text }) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })));
  await page.getByRole("table", { name: `已打开 ${files.length} 份报告` }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.tab("对比").click();
  await grid(page).waitFor();
}

async function saved(gangmu, form) {
  const { page } = gangmu;
  await page.getByRole("button", { name: "保存", exact: true }).click();
  const choice = page.getByRole("group", { name: "保存" }).getByRole("button", { name: new RegExp(`^${form}`) });
  const [download] = await Promise.all([page.waitForEvent("download"), choice.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The files of an archive by their names. */
function unpacked(zip) {
  const files = {};
  for (let at = zip.indexOf("PK\x01\x02"); at >= 0; at = zip.indexOf("PK\x01\x02", at + 4)) {
    const [size, name, extra, comment] = [zip.readUInt32LE(at + 20), ...[28, 30, 32].map(place => zip.readUInt16LE(at + place))];
    void extra, comment;
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(begin, begin + size);
    files[zip.toString("utf8", at + 46, at + 46 + name)] = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes;
  }
  return files;
}

scene("a promise without a number stands in its cell in the report's words, last, and leads to its sentence", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, places);
  const income = grid(page).getByRole("columnheader", { name: /^城镇居民人均可支配收入/ });
  await income.getByRole("button").click();
  await becomes(() => order(page), ["白渡县 2024", "黄杨县 2024", "青禾县 2024"]);
  await income.getByRole("button").click();
  await becomes(() => order(page), ["黄杨县 2024", "白渡县 2024", "青禾县 2024"], "words come last either way");
  const cell = rows(page).nth(2).getByRole("gridcell", { name: "与经济增长同步" });
  await cell.click();
  await readout(page).filter({ hasText: "城镇居民人均可支配收入" }).waitFor();
  assert.equal(await readout(page).locator("mark").innerText(), "与经济增长同步");
  await page.keyboard.press("Enter");
  await gangmu.seen("原文");
});

scene("reports are chosen, and the choice is in the address", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, places);
  await page.getByRole("button", { name: /^选报告/ }).click();
  await list(page).getByRole("checkbox", { name: "黄杨县 2024" }).uncheck();
  await becomes(async () => (await order(page)).length, 2);
  await page.getByRole("heading", { level: 1, name: /2 份报告/ }).waitFor();
  const before = await order(page);
  // Typing and choosing change the address when they pause.
  let address = page.url();
  await becomes(async () => {
    const last = address;
    await new Promise(resolve => setTimeout(resolve, 600));
    address = page.url();
    return last === address;
  }, true);
  await page.goto("about:blank");
  await page.goto(address);
  await gangmu.choose(places.map(({ name, text }) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })));
  await grid(page).waitFor();
  await gangmu.idle();
  await becomes(() => order(page), before);
});

scene("the list groups by place and by year, and a group stands aside as one", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, samples);
  await page.getByRole("button", { name: /^选报告/ }).click();
  const by = name => page.getByRole("group", { name: "分组" }).getByRole("button", { name, exact: true });
  await by("按年份").click();
  const year = list(page).getByRole("checkbox", { name: /^2023/ });
  await year.uncheck();
  await becomes(async () => (await order(page)).every(name => name.endsWith("2024")), true);
  assert.equal(await list(page).getByRole("checkbox", { name: "麟河市 2023" }).isChecked(), false);
  await by("按地区").click();
  await list(page).getByRole("checkbox", { name: /^麟河市 2$/ }).check();
  await becomes(async () => (await order(page)).length, 3);
});

scene("dozens of reports all have their row, in the order of the column, however it is turned", async gangmu => {
  const { page } = gangmu;
  const many = Array.from({ length: 30 }, (_, n) =>
    report(`${"甲乙丙丁戊己庚辛壬癸"[n % 10]}${"山水川"[Math.floor(n / 10)]}县`, 2024, `地区生产总值增长${3 + ((n * 7) % 30) / 10}%。`));
  await open(gangmu, many);
  const growth = async () =>
    (await rows(page).locator('[data-column="0"] .v').allInnerTexts()).map(text => Number(text.replace("%", "")));
  const wanted = many.map((_, n) => 3 + ((n * 7) % 30) / 10).sort((a, b) => b - a);
  await becomes(growth, wanted);
  await grid(page).getByRole("columnheader", { name: /^地区生产总值/ }).getByRole("button").click();
  await becomes(growth, [...wanted].reverse());
  assert.equal(await grid(page).locator("td.cur").count(), 1);
});

scene("a report is moved by keyboard and by dragging, and the table follows the list", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, places);
  await page.getByRole("button", { name: /^选报告/ }).click();
  const down = list(page).getByRole("button", { name: "下移青禾县 2024" });
  await gangmu.tabTo(down);
  await page.keyboard.press("Enter");
  await said(page, "青禾县 2024移到第 2 位");
  await becomes(() => order(page), ["白渡县 2024", "青禾县 2024", "黄杨县 2024"]);
  await becomes(() => focused(down), true, "the focus goes with the report");
  await page.keyboard.press("Enter");
  await becomes(() => order(page), ["白渡县 2024", "黄杨县 2024", "青禾县 2024"]);
  assert.equal(await down.getAttribute("aria-disabled"), "true");
  const line = name => list(page).getByRole("row").filter({ hasText: name });
  await line("青禾县 2024").dragTo(line("白渡县 2024"));
  await becomes(() => order(page), ["青禾县 2024", "白渡县 2024", "黄杨县 2024"]);
  // Nothing was opened by what fell.
  assert.equal(await gangmu.notice.innerText(), "");
  // A click on a column sorts by it again, one on the first column has the list's order back.
  await grid(page).getByRole("columnheader", { name: /^地区生产总值/ }).getByRole("button").click();
  await becomes(() => order(page), ["黄杨县 2024", "青禾县 2024", "白渡县 2024"]);
  await grid(page).getByRole("columnheader", { name: "报告" }).getByRole("button", { name: "报告", exact: true }).click();
  await becomes(() => order(page), ["青禾县 2024", "白渡县 2024", "黄杨县 2024"]);
});

scene("a report is closed, and comes back", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, places);
  const before = await order(page);
  await page.getByRole("button", { name: /^选报告/ }).click();
  await list(page).getByRole("button", { name: "移出青禾县 2024" }).click();
  await becomes(async () => (await order(page)).includes("青禾县 2024"), false);
  await page.getByText("共 2 份").waitFor();
  await page.getByRole("button", { name: "撤销移出" }).click();
  await becomes(() => order(page), before);
  await page.getByText("共 3 份").waitFor();
});

scene("copies and what is no report are pointed out, and stand aside at a click", async gangmu => {
  const { page } = gangmu;
  const copy = { name: "copy.txt", text: texts[2].replaceAll("麟河", "麟江") };
  const other = {
    name: "other.txt",
    text: "青禾县第九届人民代表大会第四次会议关于青禾县人民政府工作报告的决议\n各位代表：\n会议同意这个报告，地区生产总值增长6%。\n",
  };
  await open(gangmu, [samples[0], samples[2], copy, other]);
  await page.getByRole("button", { name: /^选报告/ }).click();
  await list(page).getByRole("row").filter({ hasText: /与麟河市 2024几乎相同，\d+% 一样/ }).waitFor();
  await list(page).getByRole("row").filter({ hasText: "不是政府工作报告" }).waitFor();
  await page.getByText("2 份重复或不是报告").waitFor();
  await page.getByRole("button", { name: "不比这几份" }).click();
  await becomes(async () => (await order(page)).sort(), ["芸溪县 2024", "麟河市 2024"].sort());
  await page.getByText("2 份重复或不是报告").waitFor({ state: "hidden" });
});

scene("what became of a city's targets: met, missed, not reported, and what it promises next", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, samples);
  await page.getByRole("group", { name: "取值" }).getByRole("button", { name: "去年目标 → 完成" }).click();
  const chain = page.getByRole("table", { name: "麟河市 2023年目标的下落" });
  await chain.waitFor();
  const heads = await chain.getByRole("columnheader").allInnerTexts();
  assert.deepEqual(heads, ["指标", "2023年目标", "2023年完成", "完成与否", "2024年目标"]);
  const line = chain.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "地区生产总值", exact: true }) });
  assert.equal(await line.count(), 1);
  const [promised, done, verdict, next] = await line.getByRole("cell").allInnerTexts();
  assert.match(promised, /\d%/);
  assert.match(done, /5\.7%/);
  assert.match(verdict, /达到|接近/);
  assert.match(next, /5\.5%/);
  assert.match(await chain.innerText(), /未提及/);
  await line.getByRole("button").nth(1).click();
  await gangmu.seen("原文");
  const row = page.getByRole("button", { pressed: true }).filter({ hasText: "生产总值" });
  await row.waitFor();
  assert.match((await row.innerText()).replace(/\s/g, ""), /5\.7/);
});

scene("two columns are drawn, and the picture of them is saved", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, places);
  const one = (await saved(gangmu, "SVG")).bytes.toString("utf8");
  assert.ok(one.includes("地区生产总值") && !one.includes("城镇居民人均可支配收入"), one);
  const second = page.getByRole("combobox", { name: "再画一列" });
  await second.selectOption("城镇居民人均可支配收入");
  await becomes(() => second.inputValue(), "城镇居民人均可支配收入");
  const { name, bytes } = await saved(gangmu, "SVG");
  assert.match(name, /^2024年目标，3 份报告\.svg$/);
  const svg = bytes.toString("utf8");
  assert.match(svg, /<title>2024年目标，3 份报告：地区生产总值、城镇居民人均可支配收入<\/title>/);
  for (const words of ["青禾县 2024", "白渡县 2024", "黄杨县 2024", "与经济增长同步", "≈6", "≥7", "由纲目"]) {
    assert.ok(svg.includes(words), words);
  }
  // What 白渡县 reports of last year, and the mark in the key.
  assert.equal(svg.match(/<circle/g).length, 2);
  const png = (await saved(gangmu, "PNG")).bytes;
  assert.equal(png.subarray(1, 4).toString("latin1"), "PNG");
  const [width, height] = [Number(svg.match(/ width="(\d+)"/)[1]), Number(svg.match(/ height="(\d+)"/)[1])];
  assert.ok(Math.abs(png.readUInt32BE(16) - 3 * width) < 4 && Math.abs(png.readUInt32BE(20) - 3 * height) < 4);
});

scene("the matrix is a workbook: the table, its figures with their sentences, and how to read it", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, places);
  const { name, bytes } = await saved(gangmu, "XLSX");
  await said(page, "已保存");
  assert.match(name, /^2024年目标，3 份报告\.xlsx$/);
  const files = unpacked(bytes);
  const book = files["xl/workbook.xml"].toString("utf8");
  assert.deepEqual([...book.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name), ["对比", "逐条", "说明"]);
  const words = files["xl/sharedStrings.xml"].toString("utf8");
  for (const expected of ["青禾县 2024", "与经济增长同步", "≥", "2024年青禾县政府工作报告", "地区生产总值 (增速，%)"]) {
    assert.ok(words.includes(expected), expected);
  }
  assert.ok(words.includes("今年，地区生产总值增长7%以上，城镇居民人均可支配收入增长6%。"), "sentences");
  // The wide sheet's figures are numbers.
  const sheet = files["xl/worksheets/sheet1.xml"].toString("utf8");
  assert.ok([5, 6, 7].every(value => sheet.includes(`<v>${value}</v>`)), sheet);
  const csv = (await saved(gangmu, "CSV")).bytes.toString("utf8").split("\r\n");
  assert.ok(csv.some(line => line.startsWith("青禾县 2024,≈,6,") && line.includes("与经济增长同步")), csv.join("\n"));
});

scene("a corrected figure and a deleted row reach the matrix", async gangmu => {
  const { page } = gangmu;
  await open(gangmu, places);
  await becomes(() => order(page), ["黄杨县 2024", "青禾县 2024", "白渡县 2024"]);
  await rows(page).nth(2).getByRole("link").click();
  await gangmu.seen("一览");
  await gangmu.go("指标");
  const row = gangmu.rows.filter({ hasText: /5%/ }).filter({ hasText: "地区生产总值" }).first();
  await row.focus();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "修改指标" });
  await dialog.getByRole("textbox", { name: "数值", exact: true }).fill("9.5");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await gangmu.tab("对比").click();
  await becomes(() => order(page), ["白渡县 2024", "黄杨县 2024", "青禾县 2024"]);
  assert.match(await rows(page).first().getByRole("gridcell").first().innerText(), /9\.5/);
  await rows(page).first().getByRole("link").click();
  await gangmu.go("指标");
  await gangmu.rows.filter({ hasText: "9.5" }).first().focus();
  await page.keyboard.press("Delete");
  await gangmu.tab("对比").click();
  await becomes(() => order(page), ["黄杨县 2024", "青禾县 2024", "白渡县 2024"]);
  assert.match(await rows(page).nth(2).getByRole("gridcell").first().innerText(), /—/);
});
