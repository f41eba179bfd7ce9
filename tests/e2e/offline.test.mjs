// The page without a network after one visit, and how it changes to a newer version: what `public/sw.js` keeps.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { variable } from "./harness/browsers.mjs";
import { EDITIONS, sample, serve, setUp, visit } from "./helper.mjs";

setUp();

/** How long a test may take, in milliseconds: several versions of the page are fetched whole. */
const TIMEOUT = 180_000;
const ALLOWED = { serviceWorkers: "allow" };
/** What a browser says on the console where a file cannot be had. */
const NO_NETWORK = /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

/** A copy of the built page that a test may change, and a server for it that can go away and come back. */
async function site(act) {
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  await cp(variable("GANGMU_DIST"), folder, { recursive: true });
  let server = await serve(folder);
  const { url } = server;
  try {
    await act({
      url,
      folder,
      edition: EDITIONS.at(url),
      stop: () => server.close(),
      start: async () => { server = await serve(folder, Number(new URL(url).port)); },
    });
  } finally {
    await server.close().catch(() => {});
    await rm(folder, { recursive: true });
  }
}

/** Makes the folder a newer version, whose description says `mark` (the title is the program's); a `torn` one lies half on its host. */
async function newer(folder, mark, torn = false) {
  const index = join(folder, "index.html");
  const page = (await readFile(index, "utf8")).replace(/(<meta [^>]*)打开政府工作报告[^" >]*/, `$1${mark}`);
  assert.ok(page.includes(mark));
  const sum = createHash("sha256").update(page).digest("hex");
  const keeper = join(folder, "sw.js");
  const script = await readFile(keeper, "utf8");
  await writeFile(keeper, script.replace(/VERSION = "[^"]*"/, `VERSION = "${mark}"`).replace(/("index.html": ")[^"]*/, `$1${sum}`));
  if (!torn) await writeFile(index, page);
}

/** Waits until the page is kept whole. */
const kept = gangmu => gangmu.page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  while (registration.active?.state !== "activated") await new Promise(resolve => setTimeout(resolve, 50));
});

/** What the page's description says: which version it is. */
const version = gangmu => gangmu.page.locator("meta[name=description]").getAttribute("content");
const isSecond = () => document.querySelector("meta[name=description]").content === "第二版";
const isThird = () => document.querySelector("meta[name=description]").content === "第三版";

/** Waits until `test` is true on the page; the page's policy refuses playwright's own way. */
async function until(gangmu, test, ...given) {
  for (let tries = 0; !(await gangmu.page.evaluate(test, ...given).catch(() => false)); tries += 1) {
    assert.ok(tries < 300, `in vain: ${test}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

const opened = async gangmu => {
  await gangmu.pasteBox.fill(await sample("linhe-city-2024"));
  await gangmu.analyzeButton.click();
  await gangmu.tab("指标").waitFor();
};

test("after one visit the page opens without a network and reads files and texts", { timeout: TIMEOUT }, () =>
  site(({ edition, stop }) =>
    visit({ edition, ...ALLOWED, expected: NO_NETWORK }, async gangmu => {
      await kept(gangmu);
      await stop();
      await gangmu.page.reload();
      await gangmu.pasteBox.waitFor();
      await opened(gangmu);
      await gangmu.home.click();
      // The reader of files has not been asked for before.
      await gangmu.page.locator("input[type=file]").first().setInputFiles({
        name: "报告.html",
        mimeType: "text/html",
        buffer: Buffer.from(`<html><body><pre>${(await sample("yunxi-county-2024")).replaceAll("<", "&lt;")}</pre></body></html>`),
      });
      await gangmu.page.getByRole("heading", { level: 2, name: "已打开 2 份报告" }).or(gangmu.tab("指标")).first().waitFor();
      const names = await gangmu.page.evaluate(async () => {
        const responses = [];
        for (const name of await caches.keys()) {
          for (const request of await (await caches.open(name)).keys()) responses.push((await caches.match(request)).type);
        }
        return responses;
      });
      assert.ok(names.length > 10 && !names.includes("opaque"), `${names}`);
    })));

test("a newer version is offered, and taken when the reader asks for it", { timeout: TIMEOUT }, () =>
  site(({ edition, folder }) =>
    visit({ edition, ...ALLOWED }, async gangmu => {
      await kept(gangmu);
      await newer(folder, "第二版");
      await gangmu.page.reload();
      await gangmu.notice.getByText("新版本", { exact: true }).waitFor();
      assert.notEqual(await version(gangmu), "第二版", "it is not forced on a reader");
      await opened(gangmu);
      await gangmu.button("现在换上").click();
      await gangmu.pasteBox.waitFor();
      await until(gangmu, isSecond);
    })));

test("a half-finished version is not taken, and a lost file is fetched again", { timeout: TIMEOUT }, () =>
  site(({ edition, folder, stop, start }) =>
    visit({ edition, ...ALLOWED, expected: /ERR_CONNECTION_REFUSED|ERR_FAILED|another version of index.html/ }, async gangmu => {
      await kept(gangmu);
      const title = await version(gangmu);
      await newer(folder, "第二版", true);
      await gangmu.page.evaluate(async () => (await navigator.serviceWorker.ready).update().catch(() => {}));
      await until(gangmu, async () => {
        const registration = await navigator.serviceWorker.ready;
        return !registration.installing && !registration.waiting;
      });
      await stop();
      await gangmu.page.reload();
      await gangmu.pasteBox.waitFor();
      assert.equal(await version(gangmu), title, "the whole version of before");
      await start();
      await newer(folder, "第三版");
      await gangmu.page.reload();
      await gangmu.button("现在换上").click();
      await until(gangmu, isThird);
      // A browser short of room takes away what it likes.
      const lost = await gangmu.page.evaluate(async () => {
        const cache = await caches.open((await caches.keys()).at(-1));
        const request = (await cache.keys()).find(request => request.url.includes("gangmu-app"));
        await cache.delete(request);
        return request.url;
      });
      await gangmu.page.reload();
      await gangmu.pasteBox.waitFor();
      assert.ok(await gangmu.page.evaluate(async url => Boolean(await caches.match(url)), lost));
    })));

test("the folder works below another path and on another host", { timeout: TIMEOUT }, async t => {
  const parent = await mkdtemp(join(tmpdir(), "gangmu-"));
  await cp(variable("GANGMU_DIST"), join(parent, "tools/纲目"), { recursive: true });
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const host = spawn("python3", ["-m", "http.server", "--bind", "127.0.0.1", "--directory", parent, String(port)], { stdio: "ignore" });
  const failed = new Promise(resolve => host.once("error", resolve));
  try {
    const url = `http://127.0.0.1:${port}/tools/${encodeURIComponent("纲目")}/`;
    for (let tries = 0; ; tries += 1) {
      const answer = await Promise.race([fetch(url).catch(() => undefined), failed.then(() => "absent")]);
      if (answer === "absent") return t.skip("no python3 on this machine");
      if (answer?.ok) break;
      assert.ok(tries < 100, "the other host does not answer");
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await visit({ edition: EDITIONS.at(url), ...ALLOWED, expected: NO_NETWORK }, async gangmu => {
      await kept(gangmu);
      host.kill();
      await gangmu.page.reload();
      await opened(gangmu);
    });
  } finally {
    host.kill();
    await rm(parent, { recursive: true });
  }
});
