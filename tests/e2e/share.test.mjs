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
