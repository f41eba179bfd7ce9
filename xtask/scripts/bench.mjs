// How fast the built page is in Chromium: the file named on the command line is dropped on the start page, several times,
// each time in a fresh page. Prints medians.
import { basename } from "node:path";
import { readFileSync } from "node:fs";
import { launchChromium, open, served } from "../../tests/e2e/harness/browsers.mjs";

const RUNS = 7;
const file = process.argv[2];
const bytes = readFileSync(file);

// In the page: drops the file, and at every frame looks what is there. Times in ms from the drop.
async function measure({ name, base64 }) {
  const data = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const long = [];
  new PerformanceObserver(list => long.push(...list.getEntries())).observe({ type: "longtask" });
  const transfer = new DataTransfer();
  transfer.items.add(new File([data], name, { type: "text/plain" }));
  const rows = () => document.querySelectorAll("table.reports tbody tr").length;
  const samples = rows();
  await new Promise(resolve => setTimeout(resolve, 100)); // unpacking the file above is no task of the page
  const start = performance.now();
  for (const type of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
  let first, all, reports;
  while (all === undefined && performance.now() - start < 30_000) {
    await new Promise(requestAnimationFrame);
    // One report opens its views, several fill the list of reports.
    reports = rows() - samples;
    const one = document.querySelector("[role=grid], .views a, [role=tab]") !== null;
    if (first === undefined && (one || reports > 0)) first = performance.now() - start;
    if (first !== undefined && !document.querySelector("[role=progressbar]")) all = performance.now() - start;
  }
  await new Promise(resolve => setTimeout(resolve, 300));
  const tasks = long.filter(task => task.startTime >= start);
  const longest = Math.max(0, ...tasks.map(task => task.duration));
  return { first, all, reports, longest, tasks: tasks.map(task => `${Math.round(task.duration)} at ${Math.round(task.startTime - start)}`) };
}

// In the page: opens the first report and its words; ms from the click to the frame in which the cloud stands.
async function cloud() {
  document.querySelector("table.reports tbody button")?.click();
  const frame = () => new Promise(requestAnimationFrame);
  const words = () => [...document.querySelectorAll(".views a")].find(link => link.textContent === "词语");
  while (!words()) await frame();
  const start = performance.now();
  words().click();
  while (performance.now() - start < 5000 && !document.querySelector(".cloud .w")) await frame();
  return performance.now() - start;
}

const median = numbers => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const browser = await launchChromium();
/** Drops the file on a fresh page. */
async function run(page) {
  await page.getByRole("textbox").first().waitFor();
  await page.waitForFunction(() => performance.now() > 1500); // worker and dictionary are there, as with a reader who chooses
  const measured = await page.evaluate(measure, { name: basename(file), base64: bytes.toString("base64") });
  measured.cloud = await page.evaluate(cloud);
  await page.context().close();
  return measured;
}
const runs = [];
// Without its dictionary the page reads outline and rows, and no words: the difference is what words take.
const wordless = [];
for (let at = 0; at < RUNS; at++) {
  runs.push(await run(await open(browser, served())));
  const context = await browser.newContext();
  await context.route(/dictionary/, route => route.abort());
  const page = await context.newPage();
  await page.goto(served());
  wordless.push(await run(page));
}
await browser.close();

const line = (name, key, goal, sum = median) => {
  const values = runs.map(run => run[key] ?? Number.NaN);
  console.log(`${name.padEnd(48)} ${sum(values).toFixed(0).padStart(7)} ms   goal ${goal}`);
};
console.log(`${bytes.length} bytes, ${runs[0].reports} reports in the list; median of ${RUNS}`);
line("drop to the first report's rows", "first", "≤ 150 ms");
line("drop to all reports, with words", "all", "≤ 600 ms");
const words = median(runs.map(run => run.all)) - median(wordless.map(run => run.all));
console.log(`${"words of it: cut, counted, scored, sent".padEnd(48)} ${words.toFixed(0).padStart(7)} ms   ${(bytes.length / 1e3 / words).toFixed(1)} MB/s`);
line("a click on 词语 to the cloud, packed and drawn", "cloud", "≤ 100 ms");
line("longest task over 50 ms of any run", "longest", "none (0)", values => Math.max(...values));
console.log(`tasks over 50 ms, in each run: ${runs.map(run => run.tasks.join(", ") || "none").join("; ")}`);
