// Pictures of what is carried without a network: the one file and a saved page, each opened from a file in Chromium and in
// Firefox with the network off, as `<what>-<browser>.png` in the first folder named on the command line; the two that
// docs/offline.md shows, smaller, as `offline-<what>-<browser>.webp` in the second. The run fails where a page asks for anything but its own file.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle, launchChromium, launchFirefox, open, served } from "../../tests/e2e/harness/browsers.mjs";

const [folder, shown] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
mkdirSync(shown, { recursive: true });
const SIZE = { width: 1280, height: 800 };
/** What the documents show. */
const SHOWN = ["one-file-firefox", "saved-page-chromium"];
/** WebP's quality, in per cent. */
const QUALITY = 60;
/** Width of the pictures that the documents show, in pixels. */
const WIDTH = 960;
const sample = readFileSync(fileURLToPath(new URL("../../samples/linhe-city-2024.txt", import.meta.url)), "utf8");
const problems = [];

const chromium = await launchChromium();
const saved = await save();
for (const [what, address] of [["one-file", bundle()], ["saved-page", saved]]) {
  await inChromium(what, address);
  await inFirefox(what, address);
}
await chromium.close();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;

/** A page saved with a report inside of which some rows are checked; its address. */
async function save() {
  const page = await open(chromium, served(), { viewport: SIZE });
  await page.getByRole("textbox", { name: /^粘贴/ }).fill(sample);
  await page.getByRole("button", { name: /^分析/ }).click();
  await page.getByRole("navigation").getByRole("link", { name: "指标", exact: true }).click();
  await page.getByRole("progressbar").waitFor({ state: "hidden" });
  const rows = page.getByRole("grid").getByRole("row").filter({ has: page.getByRole("rowheader") });
  for (const at of [0, 1, 3]) {
    await rows.nth(at).focus();
    await page.keyboard.press("c");
  }
  await page.getByText(/^已核 3 \//).waitFor();
  await page.getByRole("button", { name: "分享", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "分享" });
  await dialog.getByRole("radio", { name: /^另存为网页/ }).check();
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "另存为网页" }).click()]);
  const file = join(folder, "saved-page.html");
  await download.saveAs(file);
  problems.push(...page.problems);
  await page.context().close();
  return pathToFileURL(file).href;
}

async function inChromium(what, address) {
  const page = await open(chromium, address, { viewport: SIZE, offline: true });
  if (what === "one-file") {
    await page.getByRole("textbox", { name: /^粘贴/ }).fill(sample);
    await page.getByRole("button", { name: /^分析/ }).click();
    await page.getByRole("navigation").getByRole("link", { name: "一览", exact: true }).waitFor();
  } else {
    await page.getByText(/^已核 3 \//).waitFor();
  }
  await page.getByRole("progressbar").waitFor({ state: "hidden" });
  await setTimeout(1_000);
  await keep(`${what}-chromium`, await page.screenshot({ animations: "disabled" }));
  problems.push(...page.problems.map(problem => `${what}, Chromium: ${problem}`));
  await page.context().close();
}

async function inFirefox(what, address) {
  // «Offline» of Firefox itself: it would not even ask for an address.
  const browser = await launchFirefox({
    args: [`--width=${SIZE.width}`, `--height=${SIZE.height}`],
    defaultViewport: null,
    extraPrefsFirefox: { "network.manage-offline-status": false, "network.online": false, "intl.accept_languages": "zh-CN" },
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    page.on("pageerror", error => problems.push(`${what}, Firefox: ${error.message}`));
    page.on("request", request => {
      const url = request.url();
      if (!/^(blob|data):/.test(url) && url.split("#")[0] !== address) problems.push(`${what}, Firefox: request ${url}`);
    });
    await page.goto(address);
    const find = async (role, name) => {
      for (const end = Date.now() + 120_000; Date.now() < end; await setTimeout(500)) {
        const found = await page.$(`::-p-aria([name="${name}"][role="${role}"])`);
        if (found) return found;
      }
      throw new Error(`${what}: no ${role} ${name} came in Firefox`);
    };
    if (what === "one-file") {
      const box = await find("textbox", "粘贴报告全文");
      await box.evaluate((box, text) => {
        box.value = text;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }, sample);
      await (await find("button", "分析")).click();
      await find("link", "一览");
    } else {
      await find("grid", "指标");
    }
    await setTimeout(4_000);
    await keep(`${what}-firefox`, await page.screenshot());
  } finally {
    await browser.close();
  }
}

/** Writes a picture as it is, and smaller as WebP, which Chromium encodes. */
async function keep(name, png) {
  writeFileSync(join(folder, `${name}.png`), png);
  if (!SHOWN.includes(name)) return;
  const context = await chromium.newContext({ viewport: { width: WIDTH, height: WIDTH } });
  const page = await context.newPage();
  await page.setContent(`<style>body{margin:0}img{width:100%;display:block}</style><img src="data:image/png;base64,${Buffer.from(png).toString("base64")}">`);
  await page.evaluate(() => document.images[0].decode());
  // A window of Firefox has its bars: its picture is less high.
  const height = await page.evaluate(() => Math.floor(document.images[0].getBoundingClientRect().height));
  await page.setViewportSize({ width: WIDTH, height });
  const devtools = await context.newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  writeFileSync(join(shown, `offline-${name}.webp`), Buffer.from(data, "base64"));
  await context.close();
}
