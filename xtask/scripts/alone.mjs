// What cutting into words and packing a cloud take by themselves in Chromium. On the command line the reports, the unpacked
// dictionary, and the folder with the example `browser` of crates/engine: the page's own code, built as the page is, but
// in a page of its own, because in the page both are part of longer work. Prints medians.
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { launchChromium } from "../../tests/e2e/harness/browsers.mjs";

const RUNS = 21;
/** Words and the width of the cloud in pixels: the goal's, and what the page shows at most. */
const CLOUDS = [[200, 800], [200, 1200], [110, 1200]];
const [text, dictionary, folder] = process.argv.slice(2);

// In the page: ms of cutting all reports, and for each cloud by report ms of packing it, all many times over.
async function measure({ wasm, text, dictionary, runs, clouds }) {
  const bytes = base64 => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  await wasm_bindgen({ module_or_path: bytes(wasm) });
  const bench = wasm_bindgen.Bench.of(bytes(text), bytes(dictionary));
  const times = work =>
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
  const reports = Array.from({ length: bench.reports() }, (_, report) => report);
  const packs = clouds.map(([words, width]) => reports.map(report => times(() => bench.pack(report, words, width))));
  return { bytes: bench.bytes(), cuts: times(() => bench.cut()), packs };
}

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const base64 = path => readFileSync(path).toString("base64");
const browser = await launchChromium();
const page = await browser.newPage();
await page.evaluate(`${readFileSync(join(folder, "browser.js"))}; globalThis.wasm_bindgen = wasm_bindgen;`);
const files = { wasm: base64(join(folder, "browser_bg.wasm")), text: base64(text), dictionary: base64(dictionary) };
const { bytes, cuts, packs } = await page.evaluate(measure, { ...files, runs: RUNS, clouds: CLOUDS });
await browser.close();

const line = (name, milliseconds, rest) => console.log(`${name.padEnd(48)} ${milliseconds.toFixed(1).padStart(7)} ms   ${rest}`);
console.log(`alone, in a page of its own; ${packs[0].length} reports; median of ${RUNS}`);
const speed = milliseconds => `${(bytes / 1e3 / milliseconds).toFixed(1)} MB/s`;
line("words (cut into words and terms)", median(cuts), `${speed(median(cuts))}, the first time ${speed(cuts[0])}   goal ≥ 10 MB/s`);
CLOUDS.forEach(([words, width], at) => {
  const medians = packs[at].map(median);
  const rest = `slowest report ${Math.max(...medians).toFixed(1)} ms, the first time ${packs[at][0][0].toFixed(1)} ms   goal ≤ 40 ms`;
  line(`packing a cloud of ${words} words, ${width} px wide`, median(medians), rest);
});
