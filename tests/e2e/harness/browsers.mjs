// The plumbing of the browser tests, the pictures and the browser bench: browsers, pages that remember what went wrong,
// and axe. `cargo xtask test browser` (or `shots`, `bench`) starts what uses it and sets the variables.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium as playwright } from "playwright-core";
import puppeteer from "puppeteer-core";

const require = createRequire(import.meta.url);

/** What `cargo xtask test browser` says in a variable. */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test browser\``);
  return value;
}

/** The page as it is served, with a slash at its end. */
export const served = () => variable("GANGMU_URL");
/** gangmu.html, opened by a double click. */
export const bundle = () => pathToFileURL(variable("GANGMU_BUNDLE")).href;
/** index.html, opened by a double click. */
export const unserved = () => pathToFileURL(`${variable("GANGMU_DIST")}/index.html`).href;

// Containers have neither user namespaces for the sandbox nor a large /dev/shm.
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

/** Today's Chromium; a playwright Browser. */
export const launchChromium = (options = {}) =>
  playwright.launch({ executablePath: variable("GANGMU_CHROMIUM"), args: ARGUMENTS, ...options });

/** Chromium 109, the browser floor, or null where there is no build of it (it is for x86-64 Linux); a playwright Browser. */
export async function launchFloor(options = {}) {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const { default: floor } = await import("@sparticuz/chromium");
  const executablePath = process.env.GANGMU_CHROMIUM_109 || (await floor.executablePath());
  return playwright.launch({ executablePath, args: ARGUMENTS, ...options });
}

/** Firefox, driven by WebDriver BiDi; a puppeteer Browser. */
export const launchFirefox = (options = {}) =>
  puppeteer.launch({ browser: "firefox", executablePath: variable("GANGMU_FIREFOX"), headless: true, ...options });

/**
 * A new playwright page in a context of its own. `page.problems` collects what must not happen: console errors and
 * warnings of the policy, errors nobody caught, requests that fail or leave the page's origin.
 */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems = [];
  page.problems = problems;
  const origin = address.startsWith("file:") ? null : new URL(address).origin;
  page.on("console", message => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", error => problems.push(`error: ${error.message}`));
  context.on("request", request => {
    const url = request.url();
    const own = origin ? url.startsWith(`${origin}/`) : url === address || url.startsWith(`${address}#`);
    if (!own && !url.startsWith("blob:") && !url.startsWith("data:")) problems.push(`request: ${url}`);
  });
  context.on("requestfailed", request => problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  await page.addInitScript(() => {
    globalThis.addEventListener("securitypolicyviolation", event =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  await page.goto(address);
  return page;
}

/** What axe finds in the page: a line for each violation and element. */
export async function axe(page, options = {}) {
  const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  // Run by the debugger, not by a script element: the page's policy stays as it is.
  await page.evaluate(source);
  // Nobody reads what it found to be right: to describe each such element takes as long again.
  const asked = { resultTypes: ["violations"], ...options };
  const { violations } = await page.evaluate(options => globalThis.axe.run(document, options), asked);
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(node => `${impact} ${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.html.slice(0, 200)}`),
  );
}
