// What an office sends is read as if a careful typist had typed it: a Word file gives the rows of its text, a zip the reports
// in it, and a file that cannot be read says why and holds up nothing.

import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import { becomes, sample, scene, setUp } from "./helper.mjs";

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
