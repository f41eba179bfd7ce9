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

const FIFTY_MEGABYTES = 50 << 20;
/** A test that may take minutes on a slow machine. */
const LONG = { timeout: 300_000 };

/** Writes `pieces` to a file, gives it to `act`, and removes it. */
async function file(pieces, act) {
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    const path = join(folder, "大.txt");
    await writeFile(path, pieces.join(""));
    await act(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How often a text is in fifty megabytes. */
const times = text => Math.ceil(FIFTY_MEGABYTES / Buffer.byteLength(text));

scene("fifty megabytes are read with progress, stop at once, and the next report is read as ever", async (gangmu, t) => {
  const { page } = gangmu;
  const one = `${await sample("linhe-city-2023")}\n`;
  await file(Array(times(one)).fill(one), async path => {
    await gangmu.choose(path);
    await gangmu.progress.waitFor();
    const start = Date.now();
    await gangmu.button("停止").click();
    await gangmu.idle();
    const stopped = Date.now() - start;
    // It says what came of it, and that goes when the next report comes.
    await page.getByRole("alert").getByText(/已经打开 \d+ 份报告/).waitFor();

    const again = Date.now();
    await gangmu.paste(await sample("yunxi-county-2024"));
    await gangmu.seen("一览");
    t.diagnostic(`stopped in ${stopped} ms, the next report open ${Date.now() - again} ms after it was pasted`);
    assert.equal(await gangmu.title.innerText(), "2024年芸溪县政府工作报告");
    assert.equal(await page.getByRole("alert").innerText(), "");
  });
});

scene("fifty megabytes are read to their end, and meanwhile one reads what is open", LONG, async (gangmu, t) => {
  const { page, context } = gangmu;
  // The same report from a hundred places and some decades.
  const one = `${await sample("linhe-city-2023")}\n`;
  const places = [..."清柳梅桐枫杉竹松兰荷"].flatMap(first => [..."溪川原陵岗泽渡湾坪岭"].map(last => first + last));
  const count = times(one);
  const reports = Array.from({ length: count }, (_, i) =>
    one.replaceAll("麟河", places[i % 100]).replace(/^2023年/, `${1990 + Math.floor(i / 100)}年`));
  await file(reports, async path => {
    const start = Date.now();
    await gangmu.choose(path);
    await page.getByRole("table", { name: /^已打开 \d+ 份报告$/ }).getByRole("button").first().click();
    await gangmu.seen("一览");
    assert.equal(await gangmu.title.innerText(), "1990年清溪市政府工作报告");
    await gangmu.go("指标");
    assert.ok(Number(await gangmu.grid.getAttribute("aria-rowcount")) > 100);
    await gangmu.progress.waitFor();
    assert.ok(Number(await gangmu.progress.getAttribute("aria-valuenow")) < 100);

    context.setDefaultTimeout(LONG.timeout);
    await gangmu.idle();
    t.diagnostic(`${count} reports in ${Date.now() - start} ms`);
    assert.equal(await page.getByRole("alert").innerText(), "");
    await gangmu.home.click();
    const list = page.getByRole("table", { name: `已打开 ${count} 份报告` });
    await list.getByRole("button").last().click();
    await gangmu.go("指标");
    assert.ok(Number(await gangmu.grid.getAttribute("aria-rowcount")) > 100);
    await gangmu.go("词语");
    assert.ok((await gangmu.cloud.getByRole("button").count()) > 30);
  });
});

scene("fifty megabytes that are one report are refused in a sentence", LONG, async gangmu => {
  gangmu.context.setDefaultTimeout(LONG.timeout);
  await gangmu.open(await sample("yunxi-county-2024"));
  await gangmu.home.click();
  // Without its title it does not begin again.
  const one = (await sample("linhe-city-2023")).replace(/^.*\n/, "");
  await file(Array(times(one)).fill(one), async path => {
    await gangmu.choose(path);
    await gangmu.told("大.txt");
    await gangmu.told("作为一份报告太长");
    await gangmu.idle();
    await gangmu.page.getByRole("table", { name: "已打开 1 份报告" }).getByRole("button", { name: "芸溪县" }).click();
    await gangmu.seen("一览");
  });
});
