// What is taken away is read again by programs that are not ours: CSV and workbooks by Python (harness/reread.mjs), workbooks
// by LibreOffice as well, JSON by this program. A cell that a spreadsheet would run is none, and a number stays one. Where a
// program is absent, that is said and the test is skipped.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csv, noPython, works, xlsx } from "./harness/reread.mjs";
import { scene, setUp } from "./helper.mjs";

setUp();

const office = works("soffice", "--version");

const STARTS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(\"//evil.invalid\")"];
const text = [
  "青禾县2024年政府工作报告",
  "一、2023年工作回顾",
  ...STARTS.map((start, i) => `茶园面积达到${i + 8}.0万亩，下降3.2%，${start}。`),
  "二、2024年工作安排",
  "今年，新建学校3所。",
].join("\n");

/** The table with rows that are called by what a spreadsheet would run. */
async function open(gangmu) {
  const { page } = gangmu;
  await gangmu.open(text);
  const [document] = (await gangmu.analysis(text)).documents;
  const characters = [...document.text];
  const corrections = document.indicators.slice(0, STARTS.length).map((row, i) => {
    const { start, end } = row.span;
    const visible = (from, to) => characters.slice(Math.max(0, from), to).filter(c => !/\s/.test(c));
    const anchor = {
      number: characters.slice(start, end).join(""),
      left: visible(start - 40, start).slice(-12).join(""),
      right: visible(end, end + 40).slice(0, 12).join(""),
      at: start,
      row: row.indicator,
      nth: 0,
    };
    return { document: document.id, anchor, action: { edit: { ...row, indicator: STARTS[i] } } };
  });
  await gangmu.go("指标");
  await gangmu.button("改动…").click();
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "从文件读入" }).click()]);
  const content = JSON.stringify({ schema: "gangmu.corrections/1", corrections });
  await picker.setFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(content) });
  await page.keyboard.press("Escape");
  await gangmu.row(STARTS[0]).first().waitFor();
  return document;
}

async function exported(gangmu, form, folder) {
  const { page } = gangmu;
  await page.getByRole("combobox", { name: "导出的格式" }).selectOption({ label: form });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "导出", exact: true }).click(),
  ]);
  const path = join(folder, `${form.replace(/\W/g, "")}-${download.suggestedFilename()}`);
  await download.saveAs(path);
  return path;
}

const inFolder = act => async (gangmu, t) => {
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    await act(gangmu, folder, t);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const dangerous = cell => /^[=+\-@\t\r]/.test(cell) && cell.length > 1 && !/^[+-]?\d+(\.\d+)?$/.test(cell);

scene("CSV in both forms is read by Python, and no cell of it runs", { skip: noPython }, inFolder(async (gangmu, folder) => {
  const { indicators } = await open(gangmu);
  for (const form of ["CSV", "CSV 长表"]) {
    const rows = csv(await exported(gangmu, form, folder));
    assert.equal(rows.length, indicators.length + 1, form);
    assert.equal(new Set(rows.map(row => row.length)).size, 1, "rows are of one width");
    assert.deepEqual(rows.flat().filter(dangerous), [], form);
    for (const start of STARTS) assert.ok(rows.flat().includes(`'${start}`), `${form}: ${start}`);
    const values = rows.slice(1).flat().filter(cell => /^-?\d+\.\d+$/.test(cell));
    assert.ok(values.includes("8.0") && values.some(value => Number(value) === 3.2 || Number(value) === -3.2), form);
  }
}));

for (const form of ["Excel", "任务"]) {
  scene(`a workbook (${form}) is read by Python, without a formula in it`, { skip: noPython }, inFolder(async (gangmu, folder) => {
    const { page } = gangmu;
    const { indicators } = await open(gangmu);
    const labels = await page.getByRole("combobox", { name: "导出的格式" }).getByRole("option").allTextContents();
    const label = labels.find(label => label.includes(form));
    assert.ok(label, labels.join());
    const book = xlsx(await exported(gangmu, label, folder));
    const cells = Object.values(book).flat(2);
    assert.deepEqual(cells.filter(([type]) => type === "f" || type === "e"), [], "neither formulas nor errors");
    if (form === "Excel") {
      for (const start of STARTS) assert.ok(cells.some(([type, value]) => type === "s" && value === start), start);
      assert.equal(Object.values(book)[0].length, indicators.length + 1);
      assert.ok(cells.some(([type, value]) => type === "n" && Number(value) === 8));
    }
  }));
}

scene("a workbook is opened by LibreOffice, and says the same there", { skip: !office && "LibreOffice is absent", timeout: 180_000 }, inFolder(async (gangmu, folder, t) => {
  const { page } = gangmu;
  const { indicators } = await open(gangmu);
  const labels = await page.getByRole("combobox", { name: "导出的格式" }).getByRole("option").allTextContents();
  const file = await exported(gangmu, labels.find(label => label.includes("Excel")), folder);
  execFileSync("soffice", [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder, file], { stdio: "ignore", timeout: 150_000 });
  const made = await readFile(file.replace(/\.xlsx$/, ".csv"), "utf8").catch(() => undefined);
  if (made === undefined) return t.skip("LibreOffice is here without its spreadsheet program");
  const lines = made.trimEnd().split("\n");
  assert.equal(lines.length, indicators.length + 1);
  for (const start of STARTS) assert.ok(lines.join("\n").includes(start.replaceAll('"', '""')), start);
}));

scene("JSON and Markdown hold each row", inFolder(async (gangmu, folder) => {
  const { indicators } = await open(gangmu);
  const json = JSON.parse(await readFile(await exported(gangmu, "JSON", folder), "utf8"));
  assert.equal(json.schema, "gangmu.analysis/1");
  assert.equal(json.documents[0].indicators.length, indicators.length);
  const lines = (await readFile(await exported(gangmu, "Markdown", folder), "utf8")).trimEnd().split("\n");
  assert.equal(lines.length, indicators.length + 2);
  const cells = line => line.split(/(?<!\\)\|/).length;
  assert.equal(new Set(lines.slice(2).map(cells)).size, 1, "rows are of one width");
}));
