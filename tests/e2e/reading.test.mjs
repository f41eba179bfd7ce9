// What an office sends is read as if a careful typist had typed it: a Word file gives the rows of its text, a zip the reports
// in it, and a file that cannot be read says why and holds up nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { becomes, bothEditions, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");

/** A zip archive of stored files. */
function zip(files) {
  const local = [];
  const central = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(path.length, 22);
    local.push(Buffer.from("PK\x03\x04"), fields, path, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\x01\x02\x14\0"), fields, tail, path);
    offset += 30 + path.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from("PK\x05\x06"), end]);
}

const escaped = line => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const docx = text =>
  zip({
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${text
      .split("\n")
      .map(line => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`)
      .join("")}</w:body></w:document>`,
  });
const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

scene("a Word file gives the rows of its text", async gangmu => {
  const typed = await gangmu.analysis(text);
  await gangmu.choose([{ name: "报告.docx", mimeType: word, buffer: docx(text) }]);
  await gangmu.tab("指标").waitFor();
  await gangmu.idle();
  await gangmu.go("指标");
  await becomes(() => gangmu.grid.getAttribute("aria-rowcount"), String(typed.documents[0].indicators.length + 1));
});

scene("a zip gives the reports in it, and a broken file in it says so", async gangmu => {
  const { page } = gangmu;
  const other = await sample("linhe-city-2023");
  const buffer = zip({ "一/芸溪.docx": docx(text), "麟河.txt": other, "坏.docx": docx(text).subarray(0, 40), "__MACOSX/._x.txt": "x" });
  await gangmu.choose([{ name: "包.zip", mimeType: "application/zip", buffer }]);
  await page.getByRole("table", { name: "已打开 2 份报告" }).waitFor();
  await gangmu.told("包.zip/坏.docx");
});

/** A file of `tests/reading`, as a reader chooses it. */
async function made(name) {
  const buffer = await readFile(new URL(`../reading/${name}`, import.meta.url));
  return { name: name.split("/").pop(), mimeType: "application/octet-stream", buffer };
}

bothEditions("every format that an office sends opens, and is a report of the same rows", async gangmu => {
  const { page } = gangmu;
  const files = ["report.docx", "report.odt", "report.rtf", "report.doc", "report-text.html"];
  await gangmu.choose(await Promise.all([...files, "pdf/libreoffice.pdf"].map(made)));
  // What says the same, word for word, is one report.
  await page.getByRole("table", { name: "已打开 2 份报告" }).waitFor();
  await gangmu.idle();
  await becomes(() => gangmu.notice.innerText(), "");
  const typed = await readFile(new URL("../reading/report.wanted.txt", import.meta.url), "utf8");
  const [text] = (await gangmu.analysis(typed)).documents;
  for (const name of files) {
    const [report] = (await gangmu.analysis((await made(name)).buffer, { name })).documents;
    const of = ({ indicators }) => indicators.map(({ name, value, unit }) => [name, value, unit]);
    assert.deepEqual(of(report), of(text), name);
  }
});

scene("a locked file and a scan say so, and what is plain text needs no reader", async gangmu => {
  const loaded = [];
  gangmu.page.on("request", request => loaded.push(request.url()));
  await gangmu.choose([{ name: "甲.txt", mimeType: "text/plain", buffer: Buffer.from(text) }]);
  await gangmu.tab("指标").waitFor();
  await gangmu.idle();
  assert.deepEqual(loaded.filter(url => url.includes("reader")), []);
  await gangmu.home.click();
  await gangmu.choose([await made("pdf/locked.pdf")]);
  await gangmu.told("加了密码");
  assert.equal(loaded.filter(url => url.includes("reader")).length, 1);
});

scene("where the reader cannot be loaded, its files say so, and the rest is read", { expected: /reader|ERR_FAILED/ }, async gangmu => {
  await gangmu.page.route(/reader-/, route => route.abort());
  await gangmu.choose([await made("report.docx"), { name: "甲.txt", mimeType: "text/plain", buffer: Buffer.from(text) }]);
  await gangmu.tab("指标").waitFor();
  await gangmu.told("没有载入");
  await gangmu.page.unroute(/reader-/);
  await gangmu.home.click();
  await gangmu.choose([await made("report.docx")]);
  await becomes(() => gangmu.title.innerText(), "青禾县2027年政府工作报告");
});

// A wasm with the reader's functions, of which `read` traps: what a fault in a reader comes down to.
const STOPS = Buffer.from(
  "0061736d01000000010e036000017f60017f017f60017f000305040102000005040100ac02074605066d656d6f727902000b" +
  "67616e676d755f726f6f6d00000b67616e676d755f7265616400010d67616e676d755f726573756c7400020d67616e676d75" +
  "5f6c656e67746800030a1404040041000b0300000b040041000b040041000b",
  "hex",
);

scene("a reader that stops over a file is told of it, and other files are read", async gangmu => {
  await gangmu.page.route(/reader-/, route => route.fulfill({ body: STOPS, contentType: "application/wasm" }));
  await gangmu.choose([await made("report.docx"), { name: "甲.txt", mimeType: "text/plain", buffer: Buffer.from(text) }]);
  await gangmu.tab("指标").waitFor();
  await gangmu.told("report.docx");
  await gangmu.told("读取程序出错停下了");
});

scene("what cleaning took out is listed, goes back into the text and out again", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(`设为首页收藏本站\n查看: 12|回复: 0\n${text}`);
  const title = await gangmu.title.innerText();
  await page.getByText("共 2 行").waitFor();
  await page.getByText("逐条看").click();
  const back = page.getByRole("button", { name: "放回正文 查看: 12|回复: 0" });
  await back.click();
  await page.getByText("已放回 1 行").waitFor();
  await page.getByRole("button", { name: "再去掉 查看: 12|回复: 0" }).waitFor();
  await becomes(() => page.evaluate(() => document.activeElement?.id), "removed-1", "the focus stays on the line's button");
  assert.equal(await gangmu.title.innerText(), title);
  await gangmu.go("原文");
  await gangmu.article.getByText(/12\|回复/).waitFor();
  await gangmu.go("一览");
  await gangmu.button("全部放回正文").click();
  await page.getByText("已放回 2 行").waitFor();
  await gangmu.button("全部再去掉").click();
  await page.getByRole("button", { name: "放回正文 查看: 12|回复: 0" }).waitFor();
  await gangmu.go("原文");
  assert.equal(await gangmu.article.getByText("回复").count(), 0);
});
