// Whatever else the page gives away is read again by programs that are not ours (harness/reread.mjs) and must say what the
// view shows: the matrix of 对比 in all its forms, the long table, tasks and Markdown of 指标, the files of 词语, and what
// work is carried in: corrections, project, saved page.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csv, html, json, lines, markdown, noPython, png, savedPage, sheets, svg, tsv, zip } from "./harness/reread.mjs";
import { becomes, EDITIONS, report, sample, scene, setUp, visit } from "./helper.mjs";

setUp();
const skip = noPython;

// ------------------------------------------------------------------------------------------------------------ helpers

const places = [
  report("青禾县", 2023, "地区生产总值增长6.5%左右，城镇居民人均可支配收入与经济增长同步。"),
  report("青禾县", 2024, "地区生产总值增长6%左右，城镇居民人均可支配收入与经济增长同步。", "地区生产总值增长6.1%。"),
  report("白渡县", 2024, "地区生产总值增长5%—5.5%，城镇居民人均可支配收入增长7%。", "地区生产总值增长4.2%。"),
  report("黄杨县", 2024, "地区生产总值增长7%以上，城镇居民人均可支配收入增长6%。"),
];
const ONE = [
  "青禾县2024年政府工作报告",
  "一、2023年工作回顾",
  "地区生产总值增长5.2%。茶园面积达到8.0万亩，下降3.2%。",
  "二、2024年工作安排",
  "今年，地区生产总值增长6%左右，城镇新增就业2000人以上，完成投资5%—5.5%。居民收入与经济增长同步。",
].join("\n");

const upload = ({ name, text }) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** A test with a folder of its own. */
const taking = (name, act) =>
  scene(name, { skip }, async gangmu => {
    const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
    try {
      await act(gangmu, folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

/** The path of what is saved when `act` is done. */
async function saved(gangmu, folder, act) {
  const [download] = await Promise.all([gangmu.page.waitForEvent("download"), act()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** What lies in the clipboard, read as cells and as HTML. */
async function copied(gangmu, folder) {
  const { text, html: content } = await gangmu.clipboard();
  const paths = [join(folder, "clip.txt"), join(folder, "clip.html")];
  await writeFile(paths[0], text);
  await writeFile(paths[1], content);
  return { cells: tsv(paths[0]), ...html(paths[1]) };
}

/** The cells of a table or grid as they are seen, row by row, without blanks. */
const cells = table =>
  table.evaluate(table =>
    [...table.querySelectorAll("tr, [role=row]")].map(row =>
      [...row.querySelectorAll("th, td, [role=columnheader], [role=rowheader], [role=gridcell]")].map(cell => cell.innerText.replace(/\s/g, "")),
    ),
  );

const squeezed = text => text.replace(/\s/g, "");

// ---------------------------------------------------------------------------------------------------------------- 对比

const matrix = page => page.getByRole("grid", { name: "对比", exact: true });

async function compare(gangmu) {
  const { page } = gangmu;
  await gangmu.choose(places.map(upload));
  await page.getByRole("table", { name: `已打开 ${places.length} 份报告` }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.tab("对比").click();
  await matrix(page).waitFor();
}

const matrixAs = (gangmu, folder, form) =>
  saved(gangmu, folder, async () => {
    await gangmu.page.getByRole("button", { name: "保存", exact: true }).click();
    await gangmu.page.getByRole("group", { name: "保存" }).getByRole("button", { name: new RegExp(`^${form}`) }).click();
  });

/** The matrix as it is seen: the names of reports in their order, and of each column what each report says. */
async function seenMatrix(page) {
  const [head, ...rows] = await cells(matrix(page));
  const columns = await matrix(page).locator("tr, [role=row]").first().evaluate(row =>
    [...row.children].map(cell => cell.innerText.split("\n").map(line => line.trim())),
  );
  assert.equal(columns.length, head.length);
  // A column of dots has a scale for a heading, and figures elsewhere.
  const figures = columns.flatMap(([name, unit], at) => (at > 0 && /[^\d.\-]/.test(name) ? [{ at, name, unit }] : []));
  const body = rows.filter(row => row[0] !== "中位数");
  return { names: body.map(row => row[0].replace(/^\d+(?=\D)/, "")), figures, said: body.map(row => figures.map(({ at }) => row[at])) };
}

taking("the matrix: CSV, workbook and clipboard say what the grid shows, its sentences are the reports'", async (gangmu, folder) => {
  const { page } = gangmu;
  await compare(gangmu);
  const seen = await seenMatrix(page);
  assert.equal(seen.names.length, places.length);
  assert.deepEqual(seen.figures.map(({ name }) => name), ["地区生产总值", "城镇居民人均可支配收入"]);
  assert.ok(seen.said.flat().includes("5–5.5") && seen.said.flat().includes("与经济增长同步"), String(seen.said));

  const rows = csv(await matrixAs(gangmu, folder, "CSV"));
  assert.deepEqual(rows[0], ["报告", ...seen.figures.flatMap(({ name, unit }) => ["界", `${name} (${unit})`])]);
  const said = rows.slice(1).map(([, ...row]) => seen.figures.map((_, i) => row[2 * i] + row[2 * i + 1] || "—"));
  assert.deepEqual(rows.slice(1).map(([name]) => squeezed(name)), seen.names);
  assert.deepEqual(said, seen.said);

  await page.getByRole("button", { name: "复制为表格" }).click();
  await becomes(async () => (await copied(gangmu, folder)).cells, rows);
  const clip = await copied(gangmu, folder);
  assert.deepEqual(clip.rows, rows);
  assert.deepEqual(clip.other, []);

  const book = sheets(await matrixAs(gangmu, folder, "XLSX"));
  assert.deepEqual(Object.keys(book), ["对比", "逐条", "说明"]);
  assert.deepEqual(book.对比, rows);
  const [headings, ...long] = book.逐条;
  const of = (line, heading) => line[headings.indexOf(heading)];
  assert.equal(long.length, seen.said.flat().filter(cell => cell !== "—").length);
  const every = new Set(long.map(line => `${of(line, "规范名称")} ${of(line, "界")}${[of(line, "数值"), of(line, "数值上限")].filter(Boolean).join("–")}`));
  for (const [i, { name }] of seen.figures.entries()) {
    for (const row of seen.said) if (row[i] !== "—") assert.ok(every.has(`${name} ${row[i]}`), `${name} ${row[i]} of ${[...every]}`);
  }
  for (const line of long) {
    const source = places.find(({ text }) => text.startsWith(of(line, "报告")));
    assert.ok(source?.text.includes(of(line, "原句")) && of(line, "原句").includes(of(line, "数值")), String(line));
  }
});

taking("the matrix of last year's targets: both figures and the verdict are in the file as in the grid", async (gangmu, folder) => {
  const { page } = gangmu;
  await compare(gangmu);
  await page.getByRole("group", { name: "取值" }).getByRole("button", { name: "去年目标 → 完成" }).click();
  await becomes(async () => (await seenMatrix(page)).names.length, 1);
  const seen = await seenMatrix(page);
  const rows = csv(await matrixAs(gangmu, folder, "CSV"));
  assert.deepEqual(rows[0].slice(3), ["去年目标", "完成与否"]);
  const [[name, bound, figure, before, verdict]] = rows.slice(1);
  assert.equal(squeezed(name), seen.names[0]);
  const [[cell]] = seen.said;
  assert.ok(cell.startsWith(`${before}→${bound}${figure}`) && cell.endsWith(verdict) && verdict, `${cell}: ${rows[1]}`);
  const book = sheets(await matrixAs(gangmu, folder, "XLSX"));
  assert.deepEqual(book.对比, rows);
  assert.equal(book.逐条.length, 3);
});

taking("the picture of the matrix: names, figures and marks in the SVG, and as large a PNG", async (gangmu, folder) => {
  const { page } = gangmu;
  await compare(gangmu);
  const seen = await seenMatrix(page);
  const drawn = svg(await matrixAs(gangmu, folder, "SVG"));
  assert.match(drawn.title, /地区生产总值/);
  const texts = drawn.texts.map(squeezed);
  for (const [i, name] of seen.names.entries()) {
    const at = texts.indexOf(name);
    assert.ok(at >= 0, name);
    assert.equal(texts[at + 1], seen.said[i][0], `the figure of ${name}`);
  }
  assert.ok(drawn.elements.path > places.length, "marks are drawn");
  const picture = png(await matrixAs(gangmu, folder, "PNG"));
  assert.ok(Math.abs(picture.width - 3 * drawn.width) < 4 && Math.abs(picture.height - 3 * drawn.height) < 4);
  assert.ok(picture.colours > 10 && picture.inked > 0.02 && picture.inked < 0.5, JSON.stringify(picture));
});

// ---------------------------------------------------------------------------------------------------------------- 指标

const tableAs = (gangmu, folder, form) =>
  saved(gangmu, folder, async () => {
    await gangmu.page.getByRole("combobox", { name: "导出的格式" }).selectOption({ label: form });
    await gangmu.page.getByRole("button", { name: "导出", exact: true }).click();
  });

/** What the rows of the indicator table say, column by column. */
async function seenRows(gangmu) {
  const [head, ...rows] = await cells(gangmu.grid);
  const of = (row, heading) => row[head.indexOf(heading)];
  return rows.map(row => ({
    indicator: of(row, "指标"),
    sign: of(row, "界").slice(0, 1),
    figure: of(row, "数值"),
    unit: of(row, "单位"),
    status: of(row, "状态"),
    period: of(row, "时期"),
    field: of(row, "领域"),
    sentence: of(row, "原句").replace(/^…|…$/g, ""),
  }));
}

taking("the table: CSV, long table, Markdown and workbook say what its rows show", async (gangmu, folder) => {
  await gangmu.open(ONE);
  await gangmu.go("指标");
  const seen = await seenRows(gangmu);
  assert.equal(seen.length, 6);
  const WORDS = { actual: "完成", target: "目标" };
  const SIGNS = { "=": "", "~": "≈", ">=": "≥", "<=": "≤" };
  /** Fails unless rows of a file, as objects by their headings, say what is seen. */
  const agree = (rows, name, what) => {
    assert.equal(rows.length, seen.length, what);
    for (const [i, row] of rows.entries()) {
      const { sentence, field, ...wanted } = seen[i];
      const value = [row[name.value], row[name.upper]].filter(Boolean).join("–");
      const status = WORDS[row[name.status]] ?? row[name.status];
      const said = { indicator: row[name.indicator], sign: SIGNS[row[name.bound]] ?? row[name.bound], figure: value, unit: row[name.unit], status, period: row[name.period] };
      assert.deepEqual(said, wanted, what);
      assert.ok(squeezed(row[name.sentence]).includes(sentence), what);
      if (name.field) assert.equal(row[name.field], field, what);
    }
  };
  const objects = ([head, ...rows]) => rows.map(row => Object.fromEntries(head.map((heading, i) => [heading, row[i]])));
  const chinese = { indicator: "指标", bound: "界", value: "数值", upper: "数值上限", unit: "单位", status: "状态", period: "时期", sentence: "原句", field: "领域" };
  const english = { indicator: "indicator", bound: "bound", value: "value", upper: "value_max", unit: "unit", status: "status", period: "period", sentence: "sentence" };
  agree(objects(csv(await tableAs(gangmu, folder, "CSV"))), chinese, "CSV");
  agree(objects(markdown(await tableAs(gangmu, folder, "Markdown"))), chinese, "Markdown");
  const panel = objects(csv(await tableAs(gangmu, folder, "CSV 长表")));
  agree(panel, english, "the long table");
  for (const row of panel) {
    assert.deepEqual([row.region, row.year, row.checked], ["青禾县", "2024", "no"]);
    assert.equal(row.role, row.status === "target" ? "plan" : "review");
  }
  const book = sheets(await tableAs(gangmu, folder, "Excel 工作簿"));
  agree(objects(Object.values(book)[0]), chinese, "the workbook");
  const text = Object.values(book).map(rows => rows.flat().join("\n")).find(words => ONE.split("\n").every(line => words.includes(line)));
  assert.ok(text, "the workbook has the text");
  const analysis = json(await tableAs(gangmu, folder, "JSON"));
  assert.deepEqual(analysis.documents[0].indicators.map(row => row.indicator), seen.map(row => row.indicator));

  const tasks = Object.values(sheets(await tableAs(gangmu, folder, "任务台账")))[0];
  const head = tasks.findIndex(row => row.includes("牵头单位"));
  const list = objects(tasks.slice(head));
  const targets = seen.filter(row => row.status === "目标");
  assert.ok(list.length >= targets.length && list.every(row => row.牵头单位 === ""), JSON.stringify(list));
  for (const { indicator, figure, unit } of targets) {
    const goal = list.find(row => row.事项 === indicator)?.量化目标;
    assert.ok(goal && [...figure.split("–"), unit].every(part => goal.includes(part)), `${indicator}: ${goal}`);
  }
  for (const row of list) {
    // A promise without a number has no row that could be checked.
    const checked = targets.some(({ indicator }) => indicator === row.事项) ? "未核" : "";
    assert.ok(ONE.includes(row.原句) && row.原句 && row.核对 === checked, JSON.stringify(row));
  }
});

taking("rows that are copied as a table say what they show", async (gangmu, folder) => {
  const { page } = gangmu;
  await gangmu.open(ONE);
  await gangmu.go("指标");
  const seen = await seenRows(gangmu);
  await page.getByRole("checkbox").first().waitFor();
  for (let i = 0; i < seen.length; i++) await gangmu.rows.nth(i).getByRole("checkbox").check();
  await gangmu.button(/^复制为表格/).click();
  await page.getByText(`已复制 ${seen.length} 行`).waitFor();
  const clip = await copied(gangmu, folder);
  assert.deepEqual(clip.other, []);
  assert.deepEqual(clip.rows, clip.cells, "both forms say the same");
  const [head, ...rows] = clip.cells;
  assert.deepEqual(rows.map(row => row[head.indexOf("指标")]), seen.map(row => row.indicator));
  assert.deepEqual(rows.map(row => row[head.indexOf("单位")]), seen.map(row => row.unit));
});

taking("a row as a citation: its figure, the sentence it stands in, the report and the section", async (gangmu, folder) => {
  const { page } = gangmu;
  await gangmu.open(ONE);
  await gangmu.go("指标");
  const seen = await seenRows(gangmu);
  const sections = ONE.split("\n").filter(line => /^[一二]、/.test(line)).map(line => line.slice(2));
  for (const [i, row] of seen.entries()) {
    await gangmu.rows.nth(i).getByRole("rowheader").click();
    await gangmu.rows.nth(i).getByRole("button", { name: "复制数字＋原句＋出处" }).click();
    await page.getByText("已复制数字、原句和出处").waitFor();
    const path = join(folder, `citation-${i}.txt`);
    await becomes(async () => {
      await writeFile(path, (await gangmu.clipboard()).text);
      return lines(path)[0].startsWith(row.indicator);
    }, true);
    const [figure, quoted, source, ...more] = lines(path);
    assert.deepEqual(more, []);
    // A range and a decrease are written in their own way; their figures are digits of the sentence all the same.
    const digits = row.figure.replace(/^[-−]/, "").split("–");
    for (const part of [...digits, row.unit, row.status]) assert.ok(squeezed(figure).includes(part), `${part} in ${figure}`);
    const [, sentence] = quoted.match(/^“(.+)”$/);
    assert.ok(ONE.includes(sentence) && digits.every(part => sentence.includes(part)), sentence);
    const [, title, section] = source.match(/^——《(.+)》“(.+)”$/);
    assert.equal(title, ONE.split("\n")[0]);
    assert.ok(section.includes(sections[Number(ONE.indexOf(sentence) > ONE.indexOf(sections[1]))]), source);
    await page.keyboard.press("Escape");
  }
});

// ---------------------------------------------------------------------------------------------------------------- 词语

taking("words: the table of scores as CSV, the cloud as SVG and PNG, a reader's lists as text", async (gangmu, folder) => {
  const { page } = gangmu;
  await gangmu.open(await sample("yunxi-county-2024"));
  await gangmu.go("词语");
  const cloud = (await gangmu.cloud.getByRole("button").allInnerTexts()).map(squeezed);
  const pictureAs = form =>
    saved(gangmu, folder, async () => {
      await page.getByRole("button", { name: "存图" }).click();
      await page.getByRole("button", { name: form }).click();
    });
  const drawn = svg(await pictureAs("SVG"));
  const texts = drawn.texts.map(squeezed);
  assert.deepEqual(texts.filter(text => cloud.includes(text)).toSorted(), cloud.toSorted());
  const picture = png(await pictureAs("PNG"));
  assert.ok(Math.abs(picture.width - 3 * drawn.width) < 4 && Math.abs(picture.height - 3 * drawn.height) < 4);
  assert.ok(picture.colours > 50 && picture.inked > 0.02 && picture.inked < 0.6, JSON.stringify(picture));

  await page.getByText("全部分数", { exact: true }).click();
  const table = page.getByRole("region", { name: "全部分数" }).getByRole("table");
  await table.waitFor();
  // What stands beside a word, that it is new, is no part of it.
  const seen = await table.getByRole("row").evaluateAll(rows =>
    rows.map(row => [...row.children].map(cell => (cell.querySelector("button") ?? cell).textContent.trim())),
  );
  assert.ok(seen.length > 30);
  const rows = csv(await saved(gangmu, folder, () => page.locator("details.scores").getByRole("button", { name: /CSV/ }).click()));
  assert.ok(rows.length > seen.length);
  assert.deepEqual(rows.slice(0, seen.length), seen);

  await gangmu.button(/^自定词表/).click();
  const dialog = page.getByRole("dialog", { name: "自定词表" });
  const own = ["竹木新材产业", "芸溪县城"];
  await dialog.getByRole("textbox", { name: /^不拆开的词/ }).fill(own.join("\n"));
  await dialog.getByRole("textbox", { name: /^停用词/ }).fill("企业");
  await page.keyboard.press("Control+Enter");
  await gangmu.idle();
  const list = lines(await saved(gangmu, folder, () => dialog.getByRole("button", { name: /^(存为|保存|下载|导出)/ }).click()));
  for (const word of [...own, "企业"]) assert.ok(list.includes(word), `${word} of ${list}`);
});

// -------------------------------------------------------------------------------------------------------- what is carried

taking("work: corrections are JSON, a project is an archive, a saved page has one block more than the page", async (gangmu, folder) => {
  const { page } = gangmu;
  await gangmu.choose(places.slice(0, 2).map(upload));
  await page.getByRole("table", { name: "已打开 2 份报告" }).getByRole("button").first().click();
  await gangmu.idle();
  await gangmu.go("指标");
  const name = (await gangmu.rows.first().getByRole("rowheader").innerText()).trim();
  await gangmu.rows.first().focus();
  await page.keyboard.press("c");
  await page.getByText(/^已核 1 \//).waitFor();

  await gangmu.button("改动…").click();
  const corrections = json(await saved(gangmu, folder, () => page.getByRole("button", { name: /^存为文件|^保存到文件|^存到文件/ }).click()));
  assert.equal(corrections.schema, "gangmu.corrections/1");
  assert.deepEqual(corrections.corrections.map(({ action }) => action.confirm?.indicator), [name]);
  await page.keyboard.press("Escape");

  await gangmu.button("分享").click();
  const dialog = page.getByRole("dialog", { name: "分享" });
  await dialog.getByRole("radio", { name: /^另存为网页/ }).check();
  const project = zip(await saved(gangmu, folder, () => dialog.getByRole("button", { name: "存为项目文件" }).click()));
  assert.equal(Object.keys(project)[0], "gangmu.json");
  const whole = JSON.stringify(project);
  for (const { name, text } of places.slice(0, 2)) {
    assert.ok(whole.includes(name), name);
    assert.ok(Object.values(project).includes(text), `the bytes of ${name}`);
  }
  assert.ok(whole.includes('"confirm"'), "what was checked");

  const blocks = savedPage(await saved(gangmu, folder, () => dialog.getByRole("button", { name: "另存为网页" }).click()));
  const bare = savedPage(process.env.GANGMU_BUNDLE);
  const more = Object.keys(blocks).filter(name => !(name in bare));
  assert.equal(more.length, 1, String(Object.keys(blocks)));
  const inside = blocks[more[0]];
  for (const { text } of places.slice(0, 2)) assert.ok(inside?.includes("过去一年") && inside.includes(text.split("\n")[5].slice(0, 20)), "the text is inside");
});

// ---------------------------------------------------------------------------------------------------------- from a link

taking("the rows of a received link, copied, are the rows it shows", async (gangmu, folder) => {
  const { page } = gangmu;
  await gangmu.open(ONE);
  await gangmu.go("指标");
  const rows = (await gangmu.analysis(ONE)).documents[0].indicators;
  await gangmu.button("分享").click();
  const address = await page.getByRole("dialog", { name: "分享" }).getByRole("textbox", { name: "链接" }).textContent();
  await visit({ edition: EDITIONS.folder }, async other => {
    await other.page.goto(address);
    const table = other.page.getByRole("table", { name: "链接里的指标" });
    await table.waitFor();
    const seen = (await cells(table)).slice(1);
    await other.button("复制表格").click();
    await becomes(async () => (await other.clipboard()).text.split("\n").filter(Boolean).length, seen.length + 1);
    const path = join(folder, "received.txt");
    await writeFile(path, (await other.clipboard()).text);
    const [headings, ...taken] = tsv(path);
    const of = (row, heading) => row[headings.indexOf(heading)];
    assert.equal(taken.length, rows.length);
    for (const [i, row] of taken.entries()) {
      const [name, figure, , period] = seen[i];
      assert.equal(squeezed(of(row, "indicator")), name);
      assert.ok(figure.includes([of(row, "value"), of(row, "value_max")].filter(Boolean).join("–") + of(row, "unit")), `${figure}: ${row}`);
      assert.equal(of(row, "period"), period);
      const told = rows.find(one => one.indicator === of(row, "indicator") && String(one.value) === of(row, "value"));
      assert.deepEqual([of(row, "type"), of(row, "bound"), of(row, "status"), of(row, "checked")], [told.type, told.bound, told.status, told.checked ?? "no"]);
    }
  });
});
