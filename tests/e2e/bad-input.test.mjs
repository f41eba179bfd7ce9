// Whatever goes in, the page answers in a sentence and keeps what was open.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { becomes, EDITIONS, sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const file = (name, ...bytes) => ({ name, mimeType: "text/plain", buffer: Buffer.concat(bytes.map(part => Buffer.from(part))) });
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];

/** With a report open, puts something in and gives the page to `see`; afterwards the report is still there, whole. */
function bad(name, put, see) {
  scene(name, async gangmu => {
    await gangmu.open(text);
    await gangmu.home.click();
    await put(gangmu);
    await see(gangmu);
    if (await gangmu.home.isVisible()) await gangmu.home.click();
    const list = gangmu.page.getByRole("table", { name: /^已打开 \d+ 份报告$/ });
    await list.getByRole("button", { name: "芸溪县" }).click();
    await gangmu.seen("一览");
    assert.equal(await gangmu.title.innerText(), "2024年芸溪县政府工作报告");
    await gangmu.go("词语");
    assert.ok((await gangmu.cloud.getByRole("button").count()) > 30);
  });
}

/** The page says that `source` cannot be read, in a whole sentence with these words, and can be told that one has read it. */
const refused = (source, words) => async gangmu => {
  await gangmu.told(source);
  await gangmu.told(words);
  assert.match(await gangmu.notice.innerText(), /。/);
  await gangmu.idle();
  await gangmu.page.getByRole("table", { name: "已打开 1 份报告" }).waitFor();
  await gangmu.notice.getByRole("button", { name: "知道了" }).click();
  await gangmu.notice.filter({ hasText: words }).waitFor({ state: "hidden" });
};

bad("nothing pasted", gangmu => gangmu.analyzeButton.click(), refused("粘贴的文本", "没有文字"));
bad("blanks pasted", gangmu => gangmu.paste(" 　\n\t\n"), refused("粘贴的文本", "没有文字"));
bad("a file of zero bytes", gangmu => gangmu.choose(file("空.txt")), refused("空.txt", "没有文字"));
bad("a picture named .txt", gangmu => gangmu.choose(file("报告.txt", PNG)), refused("报告.txt", "PNG"));
bad("a format that is not read", gangmu => gangmu.choose(file("报告.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")), refused("报告.pdf", "PDF"));
bad(
  "bytes that are no text",
  gangmu => gangmu.choose(file("乱.txt", Array.from({ length: 4000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255))),
  refused("乱.txt", "不是文本文件"),
);

bad("a bad file among good ones does not hold them up", async gangmu => {
  const good = await sample("linhe-city-2024");
  await gangmu.choose([file("图.txt", PNG), file("麟河.txt", good)]);
}, async gangmu => {
  await gangmu.told("图.txt");
  await gangmu.idle();
  await gangmu.home.click();
  await gangmu.page.getByRole("table", { name: "已打开 2 份报告" }).waitFor();
});

bad("a lone 第", gangmu => gangmu.paste("第"), async gangmu => {
  await gangmu.seen("一览");
  await gangmu.page.getByText("没有读到指标").first().waitFor();
  await gangmu.go("原文");
  await gangmu.article.getByText("第").first().waitFor();
});

bad("neither headings nor numbers", gangmu => gangmu.paste("今天天气很好，我们去看了河边的树。\n树下有人唱歌，唱得很慢。"), async gangmu => {
  const { page } = gangmu;
  await gangmu.seen("一览");
  await page.getByText("没有读到标题").first().waitFor();
  await page.getByText("没有读到指标").first().waitFor();
  await gangmu.go("原文");
  await gangmu.article.getByText("树下有人唱歌").waitFor();
  await page.getByText("没有读到标题，按段落列出").first().waitFor();
  await gangmu.tab("指标").click();
  await page.getByText("没有读到指标").first().waitFor();
  await gangmu.tab("词语").click();
  await page.getByText("没有可列的词").or(gangmu.cloud).first().waitFor();
});

bad("half a UTF-8 sequence at the end", async gangmu => {
  const bytes = Buffer.from(await sample("linhe-city-2024"));
  const end = bytes.lastIndexOf(Buffer.from("。")) + 2;
  await gangmu.choose({ name: "半.txt", mimeType: "text/plain", buffer: bytes.subarray(0, end) });
}, async gangmu => {
  await gangmu.seen("一览");
  assert.equal(await gangmu.title.innerText(), "麟河市2024年政府工作报告");
  await gangmu.page.getByText("原文件有 1 处读不出来").first().waitFor();
  await gangmu.go("指标");
  assert.ok(Number(await gangmu.grid.getAttribute("aria-rowcount")) > 100);
});

bad("traditional characters are read as ever", gangmu =>
  gangmu.paste(
    [
      "雲嶺縣2024年政府工作報告",
      "一、2023年工作回顧",
      "過去一年，全縣地區生產總值達到86.5億元，增長6.2%；糧食總產量12.4萬噸，新增城鎮就業3100人。",
      "二、2024年工作安排",
      "今年主要預期目標是：地區生產總值增長6%左右，糧食總產量穩定在12萬噸以上。",
    ].join("\n"),
  ), async gangmu => {
  await gangmu.seen("一览");
  await gangmu.go("原文");
  for (const heading of ["一、2023年工作回顧", "二、2024年工作安排"]) {
    assert.equal(await gangmu.tree.getByRole("treeitem", { name: heading }).count(), 1);
  }
  await gangmu.article.getByText("糧食總產量").first().waitFor();
  await gangmu.go("指标");
  await gangmu.row("城鎮就業").getByText("3100").first().waitFor();
});

/** Gives `act` a folder on the disk and removes it afterwards. */
async function folder(act) {
  const path = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    await act(path);
  } finally {
    await rm(path, { recursive: true });
  }
}

/** Lets the page read no file until `go` is called. */
async function hold({ page }) {
  await page.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    const held = new Promise(resolve => (window.go = resolve));
    Blob.prototype.arrayBuffer = async function () {
      await held;
      return read.call(this);
    };
  });
  return { go: () => page.evaluate(() => window.go()) };
}

scene("files that are gone or were changed since they were chosen say so, and the others open", gangmu => folder(async path => {
  const { page } = gangmu;
  const [gone, changed, good] = ["没了.txt", "改了.txt", "好的.txt"].map(name => join(path, name));
  for (const file of [gone, changed, good]) await writeFile(file, text);
  const { go } = await hold(gangmu);
  await gangmu.choose([gone, changed, good]);
  await rm(gone);
  // What a browser compares is size and time.
  await writeFile(changed, `${text}又写了一句。\n`);
  await go();
  await gangmu.told("没了.txt");
  await gangmu.told("不在原处了");
  await gangmu.told("改了.txt");
  await gangmu.told("选中之后被改过");
  await gangmu.idle();
  assert.equal(await gangmu.notice.getByText("重新选择").count(), 2, "each says what to do");
  if (await gangmu.home.isVisible()) await gangmu.home.click();
  await page.getByRole("table", { name: "已打开 1 份报告" }).waitFor();
}));

scene("two files of one name are two reports, and what is wrong with one is said of that one", gangmu => folder(async path => {
  const { page } = gangmu;
  const files = [];
  for (const [at, content] of [text, text.replaceAll("芸溪", "桐川"), Buffer.from(PNG)].entries()) {
    await mkdir(join(path, String(at)));
    files.push(join(path, String(at), "报告.txt"));
    await writeFile(files[at], content);
  }
  await gangmu.choose(files);
  await gangmu.told("“报告.txt (3)”");
  await gangmu.idle();
  const list = page.getByRole("table", { name: "已打开 2 份报告" });
  await list.getByRole("button", { name: "桐川县" }).click();
  await page.getByText("报告.txt (2)").first().waitFor();
}));

scene("a file of more than 200 MB is refused before it is read, with the limit", gangmu => folder(async path => {
  const file = join(path, "大.txt");
  await writeFile(file, "");
  await truncate(file, 300 << 20);
  await gangmu.choose([file]);
  await gangmu.told("大.txt");
  await gangmu.told("超过 200 MB");
  await gangmu.idle();
}));

/** Lets what lies at `paths` fall on the page, as a person's hand does. */
async function fall({ page, context }, paths) {
  const session = await context.newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
}

scene("a dropped folder opens what is in it, and an entry that cannot be read is named", gangmu => folder(async path => {
  const { page } = gangmu;
  const reports = join(path, "各县");
  await mkdir(join(reports, "山里"), { recursive: true });
  await mkdir(join(path, "空的"));
  await writeFile(join(reports, "芸溪.txt"), text);
  await writeFile(join(reports, "山里", "桐川.txt"), text.replaceAll("芸溪", "桐川"));
  await writeFile(join(reports, "山里", "锁着.txt"), text);
  await writeFile(join(reports, "山里", ".DS_Store"), "x");
  await writeFile(join(path, "麟河.txt"), await sample("linhe-city-2024"));
  await page.evaluate(() => {
    // Chromium gives the class of these entries no name: it is had from the first of them.
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this);
      if (!entry.isFile) return entry;
      const of = Object.getPrototypeOf(entry);
      const read = of.file;
      of.file = function (done, failed) {
        if (this.name !== "锁着.txt") return read.call(this, done, failed);
        failed(new DOMException("", "NotReadableError"));
      };
      return entry;
    };
  });
  await fall(gangmu, [reports, join(path, "空的"), join(path, "麟河.txt")]);
  await gangmu.told("各县/山里/锁着.txt");
  await gangmu.told("没有读取权限");
  await gangmu.told("空的");
  await gangmu.idle();
  const list = page.getByRole("table", { name: "已打开 3 份报告" });
  await list.getByRole("button", { name: "桐川县" }).click();
  await page.getByText("各县/山里/桐川.txt").first().waitFor();
}));

scene("where a browser does not say what is in a folder, the page does", { edition: EDITIONS.file }, gangmu => folder(async path => {
  await mkdir(join(path, "各县"));
  await writeFile(join(path, "各县", "芸溪.txt"), text);
  await writeFile(join(path, "桐川.txt"), text.replaceAll("芸溪", "桐川"));
  await fall(gangmu, [join(path, "各县"), join(path, "桐川.txt")]);
  await gangmu.told("“各县”");
  await gangmu.told("把里面的文件全选后拖进来");
  await gangmu.idle();
  assert.equal(await gangmu.title.innerText(), "2024年桐川县政府工作报告");
}));

scene("ten thousand small files are each read or named", { timeout: 600_000 }, async (gangmu, t) => {
  const { page, context } = gangmu;
  context.setDefaultTimeout(600_000);
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    for (let i = 0; i < 10_000; i++) {
      const text = i % 100 === 7 ? "" : `第${i}县2024年政府工作报告\n一、2023年工作回顾\n全年新增企业${i}家。\n`;
      data.items.add(new File([text], `${i}.txt`, { type: "text/plain" }));
    }
    return data;
  });
  const start = Date.now();
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: data });
  await gangmu.progress.waitFor();
  await page.getByRole("table", { name: "已打开 9900 份报告" }).waitFor();
  await gangmu.idle();
  t.diagnostic(`10,000 files in ${Date.now() - start} ms`);
  await gangmu.told("没有文字");
  await gangmu.button("另 97 条").waitFor();
  const list = page.getByRole("table", { name: "已打开 9900 份报告" });
  await becomes(() => list.getByRole("row").count(), 9901);
});
