// Kept work where the browser's renderer dies in the middle of it: nothing is torn, and of what was done nothing is lost but
// the last second. 20 times here, as many times as GANGMU_KILLS says in `cargo xtask soak`, in three streams side by side.

import assert from "node:assert/strict";
import { suite } from "node:test";
import { becomes, Gangmu, sample, scene, setUp } from "./helper.mjs";

setUp();
const ALL = Number(process.env.GANGMU_KILLS ?? 20);
/** Browser profiles that are killed side by side: most of the time goes by with waiting. */
const STREAMS = ALL > 100 ? 3 : 1;
const KILLS = Math.ceil(ALL / STREAMS);
const text = await sample("yunxi-county-2024");
/** Rows that are confirmed before each. */
const DEEDS = 3;
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

/** What the browser holds: how often corrections were written, how many there are, and whether each is whole. */
const held = page =>
  page.evaluate(async () => {
    const known = (await indexedDB.databases()).some(({ name }) => name === "gangmu");
    if (!known) return { corrections: 0, whole: true, sources: 0, bytes: 0 };
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open("gangmu");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = name =>
      new Promise((resolve, reject) => {
        const request = database.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const [records, sources, bytes] = [await all("corrections"), await all("sources"), await all("bytes")];
    database.close();
    const list = records.flatMap(record => record.corrections);
    const whole = list.every(({ document, anchor, action }) => document && anchor.number && Object.keys(action).length === 1);
    return { corrections: list.length, whole, sources: sources.length, bytes: bytes.map(one => one.byteLength).join() };
  });

/** Takes all corrections away: a report has only so many rows to confirm. */
const startOver = page =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("gangmu");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction("corrections", "readwrite");
          transaction.objectStore("corrections").clear();
          transaction.oncomplete = () => resolve(request.result.close());
          transaction.onabort = () => reject(transaction.error);
        };
      }),
  );

const options = { timeout: 60_000 + KILLS * 15_000, expected: /./ };
const killed = () => scene(`the renderer is killed ${KILLS} times: at most a second is lost, and nothing is torn`, options, async (gangmu, t) => {
  const { page, context } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  await gangmu.button("改动…").click();
  await page.getByRole("checkbox", { name: /^记住报告/ }).check();
  await becomes(async () => (await held(page)).sources, 1, "the source is kept");
  const { bytes } = await held(page);
  const rows = (await gangmu.grid.getAttribute("aria-rowcount")) - 1;
  await page.keyboard.press("Escape");
  const address = page.url();
  await page.close();

  let sure = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const victim = await context.newPage();
    const session = await context.newCDPSession(victim);
    await victim.goto(address);
    const other = new Gangmu(victim, context);
    await other.rows.first().waitFor();
    await other.idle();
    const before = await held(victim);
    assert.ok(before.whole, `kill ${kill}: a record is torn`);
    assert.ok(before.corrections >= sure, `kill ${kill}: ${before.corrections} of ${sure} deeds are there`);
    assert.equal(before.bytes, bytes, "the source is as it was");
    // Of the rows that nobody has checked, the first is confirmed, and then the next that is first; at no particular rhythm.
    await other.button(/^未核/).click();
    const deeds = [];
    for (let i = 0; i < DEEDS; i++) {
      await other.rows.first().focus();
      await victim.keyboard.press("c");
      await victim.getByText(new RegExp(`^已核 ${before.corrections + i + 1} /`)).waitFor();
      deeds.push(Date.now());
      await wait((kill * 37 + i * 311) % 500);
    }
    const gone = new Promise(resolve => victim.once("crash", resolve));
    const end = Date.now();
    session.send("Page.crash").catch(() => {});
    await gone;
    await victim.close();
    // A page of the same origin without our program looks at what is there.
    const next = await context.newPage();
    await next.goto(new URL("/manifest.webmanifest", address).href);
    const after = await held(next);
    const over = after.corrections + DEEDS > rows;
    if (over) await startOver(next);
    await next.close();
    assert.ok(after.whole, `kill ${kill}: a record is torn`);
    const old = deeds.filter(deed => deed < end - 1000).length;
    const kept = after.corrections - before.corrections;
    assert.ok(kept >= old && kept <= deeds.length, `kill ${kill}: ${old} deeds were older than a second, ${kept} are there`);
    sure = over ? 0 : after.corrections;
    if ((kill + 1) % 50 === 0) t.diagnostic(`${kill + 1} kills, of the last ${deeds.length} deeds ${kept} are there`);
  }
});

suite("killed renderers", { concurrency: STREAMS }, () => {
  for (let stream = 0; stream < STREAMS; stream++) killed();
});
