// 项目文件: everything that is open goes into one file and comes back in a fresh profile; a page that was told to start safely
// leaves what is kept alone and hands it out as such a file; what came by a link is read-only until it is taken over.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { becomes, bothEditions, EDITIONS, sample, scene, setUp, visit } from "./helper.mjs";

setUp();
const [county, city] = await Promise.all(["yunxi-county-2024", "linhe-city-2024"].map(sample));
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** What a download holds. */
async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    const path = join(folder, "x");
    await download.saveAs(path);
    return { name: download.suggestedFilename(), buffer: await readFile(path) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function saved(gangmu) {
  const { page } = gangmu;
  await gangmu.button("分享").click();
  const dialog = page.getByRole("dialog", { name: "分享" });
  await dialog.getByRole("radio", { name: /^另存为网页/ }).check();
  const project = await downloaded(page, () => dialog.getByRole("button", { name: "存为项目文件" }).click());
  await page.keyboard.press("Escape");
  return project;
}

/** Two reports, a confirmed and a deleted row, a word list, the dark theme, and the table with a filter. */
async function worked(gangmu) {
  const { page } = gangmu;
  await gangmu.choose([file("芸溪.txt", county), file("麟河.txt", city)]);
  const list = page.getByRole("table", { name: "已打开 2 份报告" });
  await list.getByRole("button", { name: "芸溪县" }).click();
  await gangmu.idle();
  await gangmu.go("指标");
  await gangmu.rows.first().focus();
  await page.keyboard.press("c");
  await page.getByText(/^已核 1 \//).waitFor();
  await gangmu.rows.nth(1).focus();
  await page.keyboard.press("Delete");
  await gangmu.go("词语");
  await gangmu.button(/^自定词表/).click();
  await page.getByRole("dialog", { name: "自定词表" }).getByRole("textbox", { name: /^不拆开的词/ }).fill("竹木新材产业");
  await page.keyboard.press("Control+Enter");
  await gangmu.idle();
  await page.keyboard.press("Escape");
  await gangmu.go("指标");
  await page.getByRole("searchbox", { name: "筛选" }).fill("收入");
}

bothEditions("a project comes back in a fresh profile as it was saved", async gangmu => {
  await worked(gangmu);
  const rows = await gangmu.grid.getAttribute("aria-rowcount");
  const checked = await gangmu.page.getByText(/^已核 1 \//).textContent();
  const project = await saved(gangmu);
  assert.match(project.name, /\.gangmu$/);
  assert.ok(project.buffer.length < 0.7 * Buffer.byteLength(county + city), `${project.buffer.length} bytes`);
  await visit({ edition: EDITIONS.file }, async other => {
    await other.choose({ ...project, mimeType: "application/zip" });
    await other.seen("指标");
    await other.idle();
    await becomes(() => other.page.getByText(/^已核 1 \//).textContent(), checked);
    assert.equal(await other.page.getByRole("searchbox", { name: "筛选" }).inputValue(), "收入");
    assert.equal(await other.grid.getAttribute("aria-rowcount"), rows);
    await other.page.getByText("共 2 份").first().waitFor();
    await other.go("词语");
    await other.button(/^自定词表/).click();
    const words = other.page.getByRole("dialog", { name: "自定词表" }).getByRole("textbox", { name: /^不拆开的词/ });
    assert.equal((await words.inputValue()).trim(), "竹木新材产业");
  });
});

scene("a project opens beside what is open, and what was checked there stands", async gangmu => {
  await worked(gangmu);
  const project = await saved(gangmu);
  await visit({}, async other => {
    await other.open(county);
    await other.go("指标");
    await other.rows.nth(4).focus();
    await other.page.keyboard.press("c");
    await other.page.getByText(/^已核 1 \//).waitFor();
    await other.home.click();
    await other.choose({ ...project, mimeType: "application/zip" });
    await other.seen("指标");
    await other.page.getByText(/^已核 2 \//).waitFor();
  });
});

scene("a project that is cut, altered or newer says so, and what is open stays", async gangmu => {
  await worked(gangmu);
  const { name, buffer } = await saved(gangmu);
  const altered = Buffer.from(buffer);
  altered.fill(0x55, 60, 90);
  await visit({}, async other => {
    await other.open(city);
    for (const bad of [buffer.subarray(0, buffer.length - 40), altered]) {
      await other.home.click();
      await other.choose({ name, buffer: bad, mimeType: "application/zip" });
      await other.told("不完整或已损坏");
      await other.notice.getByRole("button", { name: "知道了" }).click();
    }
    await other.page.getByRole("table", { name: "已打开 1 份报告" }).waitFor();
  });
});

/** How many sources the page has kept. */
const sources = page => page.evaluate(async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "gangmu")) return 0;
  return new Promise((done, failed) => {
    const open = indexedDB.open("gangmu");
    open.onerror = () => failed(open.error);
    open.onsuccess = () => {
      const count = open.result.transaction("sources").objectStore("sources").count();
      count.onsuccess = () => done(count.result);
      count.onerror = () => failed(count.error);
      open.result.close();
    };
  });
});

scene("#safe starts without what is kept, hands it out as a file, and changes nothing of it", async gangmu => {
  const { page } = gangmu;
  const start = page.url();
  await gangmu.open(county);
  await gangmu.go("指标");
  await gangmu.rows.first().focus();
  await page.keyboard.press("c");
  await gangmu.button("改动…").click();
  await page.getByRole("checkbox", { name: /^记住报告/ }).check();
  await page.keyboard.press("Escape");
  await becomes(() => sources(page), 1);
  await page.goto("about:blank");
  await page.goto(start);
  await page.getByRole("table", { name: "上次的 1 份报告" }).waitFor();
  await page.goto("about:blank");
  await page.goto(`${start}#safe`);
  await page.getByText("安全启动").waitFor();
  assert.equal(await page.getByText("上次的").count(), 0);
  const kept = await downloaded(page, () => page.getByRole("button", { name: "下载存着的报告" }).click());
  assert.ok(kept.buffer.includes("gangmu.json"));
  await page.getByRole("button", { name: "照常打开" }).click();
  await page.getByRole("table", { name: "上次的 1 份报告" }).waitFor();
  await visit({}, async other => {
    await other.choose({ ...kept, mimeType: "application/zip" });
    await other.page.getByRole("navigation").locator("[aria-current=page]").first().waitFor();
    await other.go("指标");
    await other.page.getByText(/^已核 1 \//).waitFor();
  });
});

scene("a report that came by a link is read-only until one click keeps it", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(city);
  await gangmu.button("分享").click();
  const dialog = page.getByRole("dialog", { name: "分享" });
  await dialog.getByRole("radio", { name: /^全文/ }).check();
  const box = dialog.getByRole("textbox", { name: "链接", exact: true });
  await box.and(page.getByText("#d1.")).waitFor();
  const address = await box.textContent();
  await visit({}, async other => {
    await other.open(county);
    await other.page.goto(address);
    await other.page.getByText("共 2 份").first().waitFor();
    await other.page.getByText("来自链接").waitFor();
    await other.go("指标");
    await other.rows.first().focus();
    await other.page.keyboard.press("c");
    await other.page.getByText("只供阅读；先").first().waitFor();
    await other.page.getByText(/^已核 0 \//).waitFor();
    await other.page.getByRole("button", { name: "留下这份报告" }).click();
    await becomes(() => other.page.getByText("来自链接").count(), 0);
    await other.rows.first().focus();
    await other.page.keyboard.press("c");
    await other.page.getByText(/^已核 1 \//).waitFor();
  });
});

scene("a page from a file makes links once it is told its public address", { edition: EDITIONS.file }, async gangmu => {
  const { page } = gangmu;
  await gangmu.open(county);
  await gangmu.button("分享").click();
  const dialog = page.getByRole("dialog", { name: "分享" });
  assert.ok(await dialog.getByRole("radio", { name: /^结果/ }).isDisabled());
  const field = dialog.getByRole("textbox", { name: /^本页的公开地址/ });
  await field.fill("javascript:alert(1)");
  await dialog.getByRole("button", { name: "使用" }).click();
  await dialog.getByText("请填 http:// 或 https:// 开头的网址").waitFor();
  await field.fill("https://reports.example/gangmu/");
  await dialog.getByRole("button", { name: "使用" }).click();
  await dialog.getByRole("radio", { name: /^结果/ }).check();
  const link = dialog.getByRole("textbox", { name: "链接", exact: true });
  await becomes(async () => (await link.textContent()).startsWith("https://reports.example/gangmu/#r1."), true);
});
