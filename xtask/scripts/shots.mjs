// Pictures of the built page, into the folder named on the command line: start and a sample's four views, wide and on a
// phone, light and dark. Names are `<view>-<form>.png`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launchChromium, open, served } from "../../tests/e2e/harness/browsers.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });

const FORMS = {
  wide: { viewport: { width: 1440, height: 900 } },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  english: { viewport: { width: 1440, height: 900 }, locale: "en" },
};
const VIEWS = { overview: "一览", text: "原文", indicators: "指标", words: "词语" };
const ENGLISH = { overview: "Overview", text: "Text", indicators: "Indicators", words: "Words" };

const browser = await launchChromium();
const problems = [];
for (const [form, options] of Object.entries(FORMS)) {
  const page = await open(browser, served(), options);
  const take = async view => {
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${view}-${form}.png`), animations: "disabled" });
  };
  await page.getByRole("textbox").first().waitFor();
  const english = (await page.evaluate(() => document.documentElement.lang)) === "en";
  await take("start");
  await page.getByRole("button", { name: /芸溪县/ }).or(page.getByRole("link", { name: /芸溪县/ })).first().click();
  for (const [view, name] of Object.entries(english ? ENGLISH : VIEWS)) {
    const tab = page.getByRole("tab", { name, exact: true }).or(page.getByRole("link", { name, exact: true }));
    await tab.filter({ visible: true }).first().click();
    await take(view);
  }
  problems.push(...page.problems.map(problem => `${form}: ${problem}`));
  await page.context().close();
}
await browser.close();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;
