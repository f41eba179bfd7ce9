// Pictures of the built page on the project's samples: every view in light, dark, on a phone and as it prints, as
// `<view>-<form>.png` in the first folder named on the command line; the few that the documents show, smaller, as
// `<view>.webp` in the second.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchChromium, open, served } from "../../tests/e2e/harness/browsers.mjs";

const [folder, shown] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
mkdirSync(shown, { recursive: true });

const WIDE = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const FORMS = {
  light: WIDE,
  dark: { ...WIDE, colorScheme: "dark" },
  phone: PHONE,
  "phone-dark": { ...PHONE, colorScheme: "dark" },
  // A4 at 96 pixels an inch, without its margins.
  print: { viewport: { width: 672, height: 1000 } },
  english: { ...WIDE, locale: "en" },
};
/** The same sheet turned. */
const ACROSS = { width: 1032, height: 672 };
/** What the documents show: light, unless a form is named. */
const SHOWN = ["start", "overview", "text", "indicators", "words-new", "search", "compare", "kept", "help", "overview-phone-dark"];
/** WebP's quality, in per cent: sharp enough for text, a tenth of a PNG's bytes. */
const QUALITY = 72;

const browser = await launchChromium();
const problems = [];
for (const [form, options] of Object.entries(FORMS)) {
  const page = await open(browser, served(), options);
  const english = form === "english";
  const say = (zh, en) => (english ? en : zh);
  const devtools = await page.context().newCDPSession(page);
  const take = async view => {
    if (form === "print") {
      // 对比 turns the sheet.
      const turned = await page.evaluate(() => document.body.dataset.sheet === "wide");
      if (turned) await page.setViewportSize(ACROSS);
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    }
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${view}-${form}.png`), animations: "disabled", fullPage: form === "print" });
    const name = form === "light" ? view : `${view}-${form}`;
    if (SHOWN.includes(name)) {
      const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
      writeFileSync(join(shown, `${name}.webp`), Buffer.from(data, "base64"));
    }
    if (form === "print") {
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      await page.emulateMedia({ media: null });
      await page.setViewportSize(options.viewport);
    }
  };
  const button = (zh, en) => page.getByRole("button", { name: say(zh, en) }).filter({ visible: true }).first();
  const go = async (zh, en) => {
    await page.getByRole("navigation").getByRole("link", { name: say(zh, en), exact: true }).filter({ visible: true }).first().click();
    await page.waitForTimeout(200);
  };

  await page.getByRole("textbox").first().waitFor();
  if (english && (await page.evaluate(() => document.documentElement.lang)) !== "en") {
    await page.getByRole("button", { name: "English" }).click();
  }
  await take("start");
  await button("全部打开", "Open all").click();
  const opened = page.getByRole("table").getByRole("button");
  await opened.nth(2).waitFor();
  await page.getByRole("progressbar").waitFor({ state: "hidden" });
  await take("reports");
  await opened.first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await take("overview");

  await go("原文", "Text");
  await page.getByRole("article").waitFor();
  await take("text");

  await go("指标", "Indicators");
  const grid = page.getByRole("grid");
  const row = grid.getByRole("row").filter({ has: page.getByRole("rowheader") }).nth(2);
  await row.getByRole("rowheader").click();
  await grid.getByRole("blockquote").waitFor();
  await take("indicators");

  await go("词语", "Words");
  await page.getByRole("group", { name: say("词云", "Word cloud") }).waitFor();
  await take("words");
  await button("新提法", "New").click();
  await page.waitForTimeout(600);
  await take("words-new");

  await go("检索", "Search");
  await page.getByRole("textbox", { name: say("检索…", "Search…") }).fill("人才");
  await page.getByRole("status").filter({ hasText: say("处", "places") }).first().waitFor();
  await take("search");

  await go("对比", "Compare");
  const matrix = page.getByRole("grid");
  await matrix.waitFor();
  await matrix.getByRole("gridcell").first().click();
  await take("compare");
  await button("去年目标 → 完成", /→/).click();
  await page.waitForTimeout(300);
  await take("kept");

  await go("一览", "Overview");
  await button("分享", "Share").click();
  await page.getByRole("dialog", { name: say("分享", "Share") }).waitFor();
  await take("share");
  await page.keyboard.press("Escape");

  await go("词语", "Words");
  await page.getByText(say("全部分数", "All scores")).first().click();
  await page.getByRole("button", { name: say("怎么算的：LRC", "How it works: LRC") }).click();
  await page.getByRole("dialog", { name: say("怎么算的", "How it works") }).waitFor();
  await take("help");

  problems.push(...page.problems.map(problem => `${form}: ${problem}`));
  await page.context().close();
}
await browser.close();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;
