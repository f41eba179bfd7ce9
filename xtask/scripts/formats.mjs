// How fast files are read in Chromium: on the command line reader.wasm and the folder that the example `formats` of
// crates/engine wrote. Each file gets an instance of its own, as in the worker. Prints the first time, when the browser has
// compiled the wasm in haste, and beside native speeds medians of later times: on a busy machine it takes a second or two
// until what is called often has been compiled with care.
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { launchChromium } from "../../tests/e2e/harness/browsers.mjs";

const RUNS = 20;
/** Milliseconds before those that count. */
const WARM = 2000;
const [reader, folder] = process.argv.slice(2);
/** A line a file: its name, what its speed is counted by in bytes, and the native speed in MB/s. */
const files = readFileSync(join(folder, "files.tsv"), "utf8").trim().split("\n").map(line => line.split("\t"));

// In the page: ms of reading a file, over and over; an instance is made outside the time.
async function measure({ wasm, name, file, warm, runs }) {
  const bytes = base64 => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const module = await WebAssembly.compile(bytes(wasm));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  const [title, content] = [new TextEncoder().encode(name), bytes(file)];
  const times = [];
  const until = performance.now() + warm;
  for (let counted = 0; counted < runs; counted += performance.now() < until ? 0 : 1) {
    const { exports } = await WebAssembly.instantiate(module, imports);
    const room = exports.gangmu_room(title.length + content.length) >>> 0;
    new Uint8Array(exports.memory.buffer, room).set(title);
    new Uint8Array(exports.memory.buffer, room + title.length).set(content);
    const start = performance.now();
    exports.gangmu_read(title.length);
    times.push(performance.now() - start);
    if (exports.gangmu_length() < 1000) throw new Error(`${name} was not read`);
  }
  return times;
}

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const base64 = path => readFileSync(path).toString("base64");
const browser = await launchChromium();
const page = await browser.newPage();
console.log(`formats, Chromium; median of ${RUNS}`);
for (const [name, size, native] of files) {
  const times = await page.evaluate(measure, { wasm: base64(reader), name, file: base64(join(folder, name)), warm: WARM, runs: RUNS });
  const later = median(times.slice(-RUNS));
  const speed = Number(size) / 1e3 / later;
  const slower = Number(native) / speed;
  const rest = `the first time ${times[0].toFixed(0)} ms   ${slower.toFixed(1)} times native   goal ≤ 3`;
  console.log(`${name.padEnd(48)} ${speed.toFixed(1).padStart(7)} MB/s ${later.toFixed(1).padStart(8)} ms   ${rest}`);
}
await browser.close();
