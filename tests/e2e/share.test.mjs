// 分享: a link made here opens there and says the same; the page as one file has the work inside.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bothEditions, EDITIONS, sample, scene, setUp, visit } from "./helper.mjs";

setUp();

async function shared(gangmu) {
  await gangmu.pasteBox.fill(await sample("linhe-city-2024"));
  await gangmu.analyzeButton.click();
  await gangmu.tab("指标").waitFor();
  await gangmu.button("分享").click();
  const dialog = gangmu.page.getByRole("dialog", { name: "分享" });
  await dialog.waitFor();
  return dialog;
}

const link = dialog => dialog.getByRole("textbox", { name: "链接" }).textContent();

scene("results go by a link that every chat lets through, and open without the text", async gangmu => {
  const dialog = await shared(gangmu);
  const address = await link(dialog);
  assert.ok(address.includes("#r1.") && address.endsWith(".z") && address.length <= 2047, `${address.length}`);
  await dialog.getByRole("rowheader", { name: /企业微信/ }).waitFor();
  await dialog.getByRole("button", { name: "复制链接" }).click();
  await dialog.getByText("已复制").waitFor();
  await dialog.getByText("浏览器不会把它发给任何服务器").waitFor();
  const title = await gangmu.title.textContent();
  await visit({ edition: EDITIONS.folder }, async other => {
    await other.page.goto(address);
    await other.page.getByText("不含原文").first().waitFor();
    assert.equal(await other.title.textContent(), title);
    const table = other.page.getByRole("table", { name: "链接里的指标" });
    await table.getByRole("rowheader", { name: "地区生产总值" }).first().waitFor();
    assert.ok((await table.getByRole("row").count()) > 5);
    await other.button("关闭").click();
    await other.pasteBox.waitFor();
  });
});

scene("what was checked goes by the link of results: how much, what changed rows said before, and the report's old name", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(await sample("linhe-city-2024"));
  const [{ id, indicators, title, text, year }] = (await gangmu.analysis(await sample("linhe-city-2024"))).documents;
  const characters = [...text];
  // Rows with a name go into the link first: one is confirmed, one edited, one deleted; another row of a number is added.
  const named = indicators.filter(row => row.name && row.value_max == null).slice(0, 3);
  const visible = part => part.filter(c => !/\s/.test(c));
  const anchor = (row, own) => {
    const { start, end } = row.span;
    const near = { left: visible(characters.slice(start - 40, start)).slice(-12), right: visible(characters.slice(end, end + 40)).slice(0, 12) };
    return { number: visible(characters.slice(start, end)).join(""), left: near.left.join(""), right: near.right.join(""), at: start, row: own ? null : row.indicator, nth: 0 };
  };
  const [confirmed, edited, deleted] = named;
  const to = { ...edited, indicator: "改过的名称", value: 12345.6 };
  const actions = [
    [anchor(confirmed), { confirm: confirmed }],
    [anchor(edited), { edit: to }],
    [anchor(deleted), { delete: deleted }],
    [anchor(confirmed, true), { add: { ...confirmed, indicator: "添加的指标" } }],
    [{ number: "", left: "", right: "", at: 0, row: null, nth: 0 }, { report: { title: "麟河市报告（核对稿）", region: "麟河市", year } }],
  ];
  const file = { schema: "gangmu.corrections/1", corrections: actions.map(([anchor, action]) => ({ document: id, anchor, action })) };
  await gangmu.go("指标");
  await gangmu.button("改动…").click();
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "从文件读入" }).click()]);
  await picker.setFiles({ name: "改动.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await page.keyboard.press("Escape");
  await gangmu.button("分享").click();
  const address = await link(page.getByRole("dialog", { name: "分享" }));
  assert.ok(address.includes("#r2.") && address.length <= 2047, address.slice(0, 60));
  await visit({ edition: EDITIONS.folder }, async other => {
    await other.page.goto(address);
    assert.equal(await other.title.textContent(), "麟河市报告（核对稿）");
    await other.page.getByText("确认 1，修改 1，添加 1，删除 1").waitFor();
    await other.page.getByText("报告名称改过，原来是").filter({ hasText: title }).waitFor();
    const row = name => other.page.getByRole("table", { name: "链接里的指标" }).getByRole("row").filter({ hasText: name });
    await row("改过的名称").filter({ hasText: "12345.6" }).filter({ hasText: `原来是：${edited.indicator}` }).filter({ hasText: String(edited.value) }).getByTitle("已改").waitFor();
    await row("添加的指标").getByTitle("添加").waitFor();
    await row(confirmed.indicator).filter({ hasNotText: "添加的指标" }).getByTitle("已核").first().waitFor();
    assert.equal(await row(deleted.indicator).filter({ hasText: String(deleted.value) }).count(), 0);
  });
});

scene("a whole text goes by a link, and is read again beside what is open", async gangmu => {
  const dialog = await shared(gangmu);
  await dialog.getByRole("radio", { name: /^全文/ }).check();
  const box = dialog.getByRole("textbox", { name: "链接" });
  await box.and(gangmu.page.getByText("#d1.")).waitFor();
  const address = await link(dialog);
  const title = await gangmu.title.textContent();
  await visit({ edition: EDITIONS.folder }, async other => {
    await other.pasteBox.fill(await sample("yunxi-county-2024"));
    await other.analyzeButton.click();
    await other.tab("指标").waitFor();
    await other.page.goto(address);
    await other.page.getByRole("heading", { level: 1, name: title }).waitFor();
    await other.page.getByText("共 2 份").waitFor();
  });
});

scene("a link that was cut on its way says so", async gangmu => {
  const dialog = await shared(gangmu);
  const address = await link(dialog);
  await visit({ edition: EDITIONS.folder }, async other => {
    await other.page.goto(address.slice(0, -30));
    await other.notice.getByText(/末尾缺了一段/).waitFor();
  });
});

bothEditions("the page is saved as one file with the reports inside, and the file opens without a network", async gangmu => {
  const dialog = await shared(gangmu);
  await dialog.getByRole("radio", { name: /^另存为网页/ }).check();
  const coming = gangmu.page.waitForEvent("download");
  await dialog.getByRole("button", { name: "另存为网页" }).click();
  const download = await coming;
  const title = await gangmu.title.textContent();
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    assert.match(file, /\.html$/);
    assert.ok((await readFile(file)).length > 1_000_000);
    const edition = { address: () => pathToFileURL(file).href, offline: true };
    await visit({ edition }, async other => {
      await other.page.getByRole("heading", { level: 1, name: title }).waitFor();
      await other.tab("指标").click();
      await other.grid.waitFor();
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
