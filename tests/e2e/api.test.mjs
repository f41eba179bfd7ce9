// The page's JavaScript interface: `gangmu.analyze(source, options)` gives the contract.

import assert from "node:assert/strict";
import { bothEditions, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");

bothEditions("a string gives the contract, with offsets that fit", async gangmu => {
  const analysis = await gangmu.analysis(text, { name: "芸溪.txt" });
  assert.equal(analysis.schema, "gangmu.analysis/1");
  assert.match(analysis.generator, /^gangmu \d/);
  assert.deepEqual(analysis.errors, []);
  const [report] = analysis.documents;
  assert.equal(report.title, "2024年芸溪县政府工作报告");
  assert.equal(report.source.name, "芸溪.txt");
  assert.equal(report.year, 2024);
  const characters = [...report.text];
  const slice = ({ start, end }) => characters.slice(start, end).join("");
  const row = report.indicators.find(row => row.indicator === "税收收入占比");
  assert.equal(row.value, 65.3);
  assert.equal(row.unit, "%");
  assert.match(slice(row.span), /65\.3/);
  assert.ok(slice(row.sentence).includes("其中税收收入6.12亿元"));
  for (const row of report.indicators) assert.match(slice(row.span), /\S/);
  assert.ok(report.sections.length > 10 && report.terms.length > 30);
  // A plain object all through: what JSON makes of it is the same.
  assert.deepEqual(JSON.parse(JSON.stringify(analysis)), analysis);
});

scene("bytes, buffers and blobs give what the string gives", async gangmu => {
  const [string, ...others] = await gangmu.page.evaluate(async text => {
    const bytes = new TextEncoder().encode(text);
    const padded = new Uint8Array(bytes.length + 7);
    padded.set(bytes, 7);
    const sources = [text, bytes, bytes.slice().buffer, padded.subarray(7), new Blob([bytes])];
    const all = await Promise.all(sources.map(source => gangmu.analyze(source, { name: "x" })));
    if (bytes.length === 0 || padded.length === 0) throw new Error("the caller's buffer was taken away");
    return all;
  }, text);
  for (const other of others) {
    const [a, b] = [string, other].map(({ documents: [report] }) => [report.id, report.text, report.indicators, report.terms]);
    assert.deepEqual(b, a);
  }
});

scene("a source that cannot be read is an entry of errors, and another kind of value is refused", async gangmu => {
  for (const [source, code] of [["", "empty"], ["%PDF-1.7\n", "damaged-file"]]) {
    const { documents, errors } = await gangmu.analysis(source, { name: "坏.txt" });
    assert.deepEqual(documents, []);
    assert.deepEqual(errors.map(error => [error.source, error.code]), [["坏.txt", code]]);
  }
  await assert.rejects(() => gangmu.analysis(42), /give a string or bytes/);
  assert.equal((await gangmu.analysis(text)).documents.length, 1, "the next call is answered");
});

scene("a script's analysis does not disturb the reader's page", async gangmu => {
  await gangmu.open(text);
  const address = gangmu.page.url();
  await gangmu.analysis(await sample("linhe-city-2024"));
  assert.equal(gangmu.page.url(), address);
  assert.equal(await gangmu.title.innerText(), "2024年芸溪县政府工作报告");
});
