// Several reports: a compilation is taken apart, the page says how far it is and can be stopped, and one goes from report
// to report.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { becomes, corpus, sample, scene, setUp } from "./helper.mjs";

setUp();
const compilation = await corpus("compilation.txt");
const skip = compilation ? false : "../shared/corpus is absent";

scene("a compilation gives its twelve reports, and says how far it is", { skip }, async gangmu => {
  const { page } = gangmu;
  // The steps pass in a fraction of a second: the page itself notes them, so that none is missed between two looks.
  await page.evaluate(() => {
    window.steps = [];
    const note = () => {
      const step = document.body.textContent.match(/第 \d+ \/ 12 份报告/);
      if (step) window.steps.push(step[0]);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await gangmu.choose({ name: "compilation.txt", mimeType: "text/plain", buffer: compilation });
  const list = page.getByRole("table", { name: "已打开 12 份报告" });
  await list.waitFor();
  await gangmu.idle();
  assert.ok(await page.evaluate(() => window.steps.length > 0), "no step named a report of twelve");
  assert.equal(await list.getByRole("row").count(), 13);

  const last = list.getByRole("row").last().getByRole("button");
  const place = await last.innerText();
  await last.click();
  await gangmu.seen("一览");
  assert.ok((await gangmu.title.innerText()).includes(place));
  await gangmu.go("词语");
  assert.ok((await gangmu.cloud.getByRole("button").count()) > 30);
});

scene("the bar leads from report to report, in the same view", async gangmu => {
  const { page } = gangmu;
  await gangmu.button("全部打开").click();
  await page.getByRole("table", { name: "已打开 3 份报告" }).waitFor();
  await gangmu.idle();
  await page.getByRole("table", { name: "已打开 3 份报告" }).getByRole("button").first().click();
  await gangmu.seen("一览");
  await gangmu.go("指标");
  const rows = await gangmu.grid.getAttribute("aria-rowcount");
  await page.getByRole("button", { name: /^麟河市 2024/ }).click();
  await page.getByRole("button", { name: /^芸溪县 2024/ }).click();
  await gangmu.seen("指标");
  await becomes(async () => (await gangmu.grid.getAttribute("aria-rowcount")) !== rows, true);
  await page.getByRole("button", { name: /^芸溪县 2024/ }).first().waitFor();
});

scene("the same report opened again is not there twice", async gangmu => {
  const text = await sample("yunxi-county-2024");
  await gangmu.open(text);
  await gangmu.home.click();
  await gangmu.open(text);
  await gangmu.home.click();
  await gangmu.page.getByRole("table", { name: "已打开 1 份报告" }).waitFor();
});

scene("fifty megabytes are read with progress, stop at once, and the next report is read as ever", async (gangmu, t) => {
  const { page } = gangmu;
  const one = await sample("linhe-city-2023");
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    const file = join(folder, "大.txt");
    const bytes = Buffer.from(`${one}\n`);
    await writeFile(file, Buffer.concat(Array(Math.ceil((50 << 20) / bytes.length)).fill(bytes)));
    await gangmu.choose(file);
    await gangmu.progress.waitFor();
    const start = Date.now();
    await gangmu.button("停止").click();
    await gangmu.idle();
    const stopped = Date.now() - start;

    const again = Date.now();
    await gangmu.paste(await sample("yunxi-county-2024"));
    await gangmu.seen("一览");
    t.diagnostic(`stopped in ${stopped} ms, the next report open ${Date.now() - again} ms after it was pasted`);
    assert.equal(await gangmu.title.innerText(), "2024年芸溪县政府工作报告");
    assert.equal(await page.getByRole("alert").innerText(), "");
  } finally {
    await rm(folder, { recursive: true });
  }
});
