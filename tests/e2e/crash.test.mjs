// The real worker's program stops over a source: the page says which one, keeps what is open, and the next text is read as
// ever. Nothing in the shipped program helps with that: the test takes away the ground under it, by way of the worker's
// own JavaScript.

import assert from "node:assert/strict";
import { becomes, sample, scene, setUp } from "./helper.mjs";

setUp();
const open = await sample("yunxi-county-2024");
const next = await sample("linhe-city-2024");
const fatal = (await sample("linhe-city-2023")).repeat(200);

/** With a report open, `wreck` does something to the worker, and the next text is the last that this worker hears of. */
function crash(name, wreck, words, expected) {
  scene(name, { expected }, async gangmu => {
    const { page, notice, home } = gangmu;
    await gangmu.open(open);
    await home.click();
    const [worker] = page.workers();
    await worker.evaluate(wreck);
    await gangmu.choose({ name: "倒塌.txt", mimeType: "text/plain", buffer: Buffer.from(fatal) });

    await gangmu.told("倒塌.txt");
    await gangmu.told("程序出错停下了");
    assert.match(await notice.innerText(), words);
    await gangmu.idle();
    await becomes(async () => page.workers().length === 1 && page.workers()[0] !== worker, true, "a fresh worker takes over");
    await page.getByRole("table", { name: "已打开 1 份报告" }).getByRole("button", { name: "芸溪县" }).click();
    await gangmu.seen("一览");
    assert.equal(await gangmu.title.innerText(), "2024年芸溪县政府工作报告");
    await gangmu.go("词语");
    assert.ok((await gangmu.cloud.getByRole("button").count()) > 30);

    await home.click();
    await gangmu.open(next);
    assert.equal(await gangmu.title.innerText(), "麟河市2024年政府工作报告");
    assert.equal(await notice.innerText(), "");
    await gangmu.go("指标");
    assert.ok(Number(await gangmu.grid.getAttribute("aria-rowcount")) > 100);
    await gangmu.go("词语");
    assert.ok((await gangmu.cloud.getByRole("button").count()) > 30);
  });
}

// Bytes that claim to be more than there can be: Rust panics before it takes a source in hand.
crash("a panic in the worker", () => {
  Object.defineProperty(Uint8Array.prototype, "length", {
    get() {
      return this.byteLength > 1_000_000 ? 2 ** 31 : this.byteLength;
    },
  });
}, /capacity overflow/);

// All but some megabytes of the memory that wasm can have are taken: the source is read, and then it ends without a word.
crash("the worker's memory comes to its end", async () => {
  const { memory } = wasm_bindgen.initSync();
  const pages = memory.buffer.byteLength >> 16;
  memory.grow(65_536 - pages - 96);
}, /unreachable/, /RuntimeError: unreachable/);
