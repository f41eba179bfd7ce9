// Keeping work from one visit to the next: nothing without the reader's word, everything with it, nothing again when it is
// taken back; two tabs, and a full disk.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { becomes, Gangmu, sample, scene, setUp, visit } from "./helper.mjs";

setUp();
const [text, other] = await Promise.all(["yunxi-county-2024", "linhe-city-2024"].map(sample));

/** What the browser has stored for the page. */
const stored = page =>
  page.evaluate(async () => ({
    keys: Object.keys(localStorage).filter(key => key.startsWith("gangmu.")),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));

/** Everything in the page's database. */
const records = page =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open("gangmu");
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const database = open.result;
          const names = [...database.objectStoreNames];
          const found = {};
          if (!names.length) resolve(found);
          const transaction = database.transaction(names);
          for (const name of names) {
            const request = transaction.objectStore(name).getAll();
            request.onsuccess = () => (found[name] = request.result);
          }
          transaction.oncomplete = () => {
            database.close();
            resolve(found);
          };
        };
      }),
  );

const remember = page => page.getByRole("checkbox", { name: /^记住报告/ });
const kept = page => records(page).then(found => (found.sources ?? []).length);
const corrections = page =>
  records(page).then(found => (found.corrections ?? []).flatMap(record => record.corrections.map(({ action }) => Object.keys(action)[0])));

scene("with it a reload opens all reports again that were open, and the comparison of them", async gangmu => {
  const { page } = gangmu;
  await remember(page).check();
  await gangmu.choose([text, other].map((text, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) })));
  const list = page.getByRole("table", { name: "已打开 2 份报告" }).getByRole("button");
  await becomes(() => list.count(), 2);
  const before = await list.allInnerTexts();
  await list.last().click();
  await gangmu.idle();
  await gangmu.tab("对比").click();
  const names = page.getByRole("grid", { name: "对比" }).getByRole("rowheader").getByRole("link");
  await becomes(() => names.count(), 2);
  await becomes(() => kept(page), 2);
  await page.reload();
  await becomes(() => names.count(), 2);
  await gangmu.idle();
  await gangmu.home.click();
  await becomes(() => list.allInnerTexts(), before);
  await page.goBack();
  await becomes(() => names.count(), 2);
  // Read first and standing second, the report of the address stays where its reader was in it.
  await gangmu.tab("原文").click();
  await gangmu.seen("原文");
  await page.evaluate(() => scrollTo(0, 1500));
  await page.waitForTimeout(600);
  await page.reload();
  await gangmu.seen("原文");
  await gangmu.idle();
  await page.waitForTimeout(500);
  assert.ok((await page.evaluate(() => scrollY)) > 1200, "it is not thrown back to the top");
  // Another tab that is led there opens the one report that its address names.
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await gangmu.tab("一览").click();
  await gangmu.seen("一览");
  await gangmu.idle();
  await gangmu.home.click();
  await page.getByRole("table", { name: "上次的 1 份报告" }).waitFor();
});

scene("the palette opens by its keys where work is kept", async gangmu => {
  const { page } = gangmu;
  await remember(page).check();
  await gangmu.open(text);
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "命令" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "命令" }).waitFor({ state: "hidden" });
});

scene("a page with kept reports that is loaded anew comes to where its reader was", async gangmu => {
  const { page } = gangmu;
  await remember(page).check();
  await gangmu.open(text);
  await gangmu.go("原文");
  await gangmu.idle();
  const first = () => page.evaluate(() => {
    const seen = [...document.querySelectorAll("article h2, article h3, article p")].find(block => block.getBoundingClientRect().bottom > 120);
    return seen.textContent.slice(0, 20);
  });
  await page.evaluate(() => scrollTo(0, 1500));
  const before = await first();
  await page.waitForTimeout(600);
  await page.reload();
  await gangmu.seen("原文");
  await becomes(first, before);
});

scene("the table's place, and how words are listed, are as they were when the page is loaded anew", async gangmu => {
  const { page } = gangmu;
  await remember(page).check();
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.rows.first().waitFor();
  await page.mouse.move(400, 500);
  await page.mouse.wheel(0, 900);
  const first = () => gangmu.rows.evaluateAll(rows => {
    const top = rows[0].closest("[role=grid]").parentElement.getBoundingClientRect().top + 40;
    return rows.find(row => row.getBoundingClientRect().top > top)?.getAttribute("aria-rowindex");
  });
  await becomes(async () => Number(await first()) > 20, true);
  await page.waitForTimeout(600);
  const before = await first();
  await page.reload();
  await gangmu.seen("指标");
  await becomes(first, before);

  await gangmu.go("词语");
  const filter = page.getByRole("searchbox", { name: "筛选词语" });
  await gangmu.cloud.getByRole("button").first().click();
  await page.getByRole("button", { name: "按右侧排" }).click();
  await page.getByRole("button", { name: "留作对照" }).click();
  await filter.fill("项");
  await page.waitForTimeout(600);
  await page.reload();
  await gangmu.seen("词语");
  await becomes(() => filter.inputValue(), "项");
  for (const name of ["按右侧排", "留作对照"]) {
    await becomes(() => page.getByRole("button", { name }).getAttribute("aria-pressed"), "true");
  }
});

/** Opens the report's table and confirms its first row. */
async function check(gangmu) {
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.rows.first().focus();
  await gangmu.page.keyboard.press("c");
  await gangmu.page.getByText(/^已核 1 \//).waitFor();
}

/** Says in the list of changes that work is to be kept. */
async function agree(gangmu) {
  const { page } = gangmu;
  await gangmu.button("改动…").click();
  await remember(page).check();
  await becomes(() => kept(page), 1, "the source is kept");
  await page.keyboard.press("Escape");
}

scene("without the reader's word nothing is stored", async gangmu => {
  const { page } = gangmu;
  await check(gangmu);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(await stored(page), { keys: [], databases: [] });
  await page.reload();
  await gangmu.pasteBox.waitFor();
  assert.deepEqual(await stored(page), { keys: [], databases: [] });
  assert.equal(await page.getByText("上次的").count(), 0);
});

scene("with it a reload loses nothing", async gangmu => {
  const { page } = gangmu;
  await check(gangmu);
  await agree(gangmu);
  await gangmu.rows.nth(1).focus();
  await page.keyboard.press("Delete");
  await becomes(() => corrections(page), ["confirm", "delete"]);
  // The address names the report: it is there again without being asked for.
  await page.reload();
  await page.getByText(/^已核 1 \//).waitFor();
  await gangmu.idle();
  await gangmu.button("改动…").click();
  await page.getByRole("dialog", { name: "改动" }).getByText("确认 1，修改 0，添加 0，删除 1").waitFor();
});

scene("what was kept is offered on the start page, and one click forgets all", async gangmu => {
  const { page } = gangmu;
  const start = page.url();
  await check(gangmu);
  await agree(gangmu);
  await page.goto("about:blank");
  await page.goto(start);
  const offered = page.getByRole("table", { name: "上次的 1 份报告" });
  await offered.getByRole("button", { name: "芸溪县" }).click();
  await gangmu.seen("一览");
  await gangmu.idle();
  await gangmu.go("指标");
  await page.getByText(/^已核 1 \//).waitFor();
  await gangmu.home.click();
  await page.getByRole("button", { name: "清除" }).click();
  await page.getByRole("status").filter({ hasText: "已清除" }).waitFor();
  assert.deepEqual(await stored(page), { keys: [], databases: [] });
  assert.equal(await remember(page).isChecked(), false);
  await page.reload();
  await gangmu.pasteBox.waitFor();
  assert.equal(await page.getByText("上次的").count(), 0);
});

scene("two tabs keep each other's changes", async gangmu => {
  const { page, context } = gangmu;
  await check(gangmu);
  await agree(gangmu);
  const address = page.url();
  const second = await context.newPage();
  await second.goto(address);
  const other = new Gangmu(second, context);
  await second.getByText(/^已核 1 \//).waitFor();
  await other.idle();
  await other.rows.nth(2).focus();
  await second.keyboard.press("c");
  await becomes(() => corrections(page), ["confirm", "confirm"]);
  await gangmu.rows.nth(4).focus();
  await page.keyboard.press("Delete");
  await becomes(() => corrections(page), ["confirm", "confirm", "delete"]);
  await second.reload();
  await second.getByText(/^已核 2 \//).waitFor();
});

/** Gives the page so many bytes to keep things in; works only before it has kept any. */
async function allow(gangmu, quotaSize) {
  const session = await gangmu.context.newCDPSession(gangmu.page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(gangmu.page.url()).origin, quotaSize });
}

scene("where there was never room, the work stays on the page and a sentence says so", async gangmu => {
  const { page } = gangmu;
  await check(gangmu);
  await allow(gangmu, 1);
  await gangmu.button("改动…").click();
  await remember(page).check();
  const dialog = page.getByRole("dialog", { name: "改动" });
  await dialog.getByRole("alert").filter({ hasText: /存储空间已满/ }).waitFor();
  await dialog.getByRole("button", { name: "存为项目文件" }).waitFor();
  await page.keyboard.press("Escape");
  await gangmu.rows.nth(1).focus();
  await page.keyboard.press("c");
  await page.getByText(/^已核 2 \//).waitFor();
});

scene("where the browser refuses to keep anything, as some do in private windows, a notice says so and offers the file", async gangmu => {
  const { page, context } = gangmu;
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  await page.reload();
  await gangmu.pasteBox.waitFor();
  await check(gangmu);
  await gangmu.button("改动…").click();
  await remember(page).check();
  await page.getByRole("dialog", { name: "改动" }).getByRole("alert").filter({ hasText: /不让本页存东西/ }).waitFor();
  await page.keyboard.press("Escape");
  const save = gangmu.notice.filter({ hasText: "不让本页存东西" }).getByRole("button", { name: "存为项目文件" });
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  assert.match(download.suggestedFilename(), /\.gangmu$/);
  await page.getByText(/^已核 1 \//).waitFor();
});

scene("where there is no room, all that is open goes into a file and comes back from it in a fresh profile", async gangmu => {
  const { page } = gangmu;
  await check(gangmu);
  await allow(gangmu, 1);
  await gangmu.button("改动…").click();
  await remember(page).check();
  await page.getByRole("dialog", { name: "改动" }).getByRole("alert").filter({ hasText: /存储空间已满/ }).waitFor();
  await page.keyboard.press("Escape");
  await gangmu.told("存储空间已满");
  await gangmu.home.click();
  await gangmu.choose({ name: "麟河.txt", mimeType: "text/plain", buffer: Buffer.from(other) });
  await gangmu.title.filter({ hasText: "麟河市" }).waitFor();
  await gangmu.idle();
  assert.equal(await kept(page), 0, "nothing is kept");
  await gangmu.home.click();
  // What is done now is only on the page.
  await page.getByRole("table", { name: "已打开 2 份报告" }).getByRole("button", { name: "芸溪县" }).click();
  await gangmu.go("指标");
  await gangmu.rows.nth(1).focus();
  await page.keyboard.press("Delete");
  await gangmu.rows.nth(2).focus();
  await page.keyboard.press("c");
  const checked = page.getByText(/^已核 2 \//);
  await checked.waitFor();
  assert.deepEqual(await corrections(page), []);
  assert.equal(await gangmu.notice.filter({ hasText: "存储空间已满" }).count(), 1, "it is said once");

  await gangmu.button("English").click();
  await gangmu.told("The browser's storage is full.");
  await gangmu.notice.getByRole("button", { name: "Save as a project file" }).waitFor();
  await gangmu.button("中文").click();
  const save = gangmu.notice.getByRole("button", { name: "存为项目文件" });
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  await gangmu.told("已存到下载文件夹");
  assert.match(download.suggestedFilename(), /^纲目-.*\.gangmu$/);
  const buffer = await readFile(await download.path());
  const told = await checked.textContent();
  await visit({}, async fresh => {
    await fresh.choose({ name: "x.gangmu", mimeType: "application/zip", buffer });
    const again = fresh.page.getByText(/^已核 2 \//);
    await again.waitFor();
    await fresh.idle();
    assert.equal(await again.textContent(), told);
    await fresh.button("改动…").click();
    const dialog = fresh.page.getByRole("dialog", { name: "改动" });
    await dialog.getByText("确认 2，修改 0，添加 0，删除 1").waitFor();
    await fresh.page.keyboard.press("Escape");
    await fresh.home.click();
    const list = fresh.page.getByRole("table", { name: "已打开 2 份报告" });
    await list.getByRole("button", { name: "芸溪县" }).waitFor();
    await list.getByRole("button", { name: "麟河市" }).click();
    await fresh.seen("一览");
  });
});

scene("«清除» leaves no key, no database and no report in a cache", async gangmu => {
  const { page } = gangmu;
  await check(gangmu);
  await agree(gangmu);
  await gangmu.home.click();
  assert.notDeepEqual(await stored(page), { keys: [], databases: [] });
  await page.getByRole("button", { name: "清除" }).first().click();
  await becomes(() => stored(page), { keys: [], databases: [] });
  // What keeps the page for use without a network keeps files of the page and nothing of a reader's.
  const own = await page.evaluate(async () => {
    const kept = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) kept.push(new URL(request.url).pathname);
    }
    return kept.filter(path => !/\.(html|js|css|wasm|bin|svg|png|webmanifest|txt)$|\/$/.test(path));
  });
  assert.deepEqual(own, []);
});
