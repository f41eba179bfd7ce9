// Texts that a page would run, load or obey if it took them for anything but text (data/hostile.txt) go in by every door
// (paste, file, link, saved page) and through everything that shows them. Nothing may run, nothing may be asked of another
// origin, and no element may appear that the page does not make itself. `watch` sees what the page's own policy would
// stop, too: that a payload became an element at all is the fault. The first test shows that it sees.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { noPython, sheets, svg, zip } from "./harness/reread.mjs";
import { cellsOf, EDITIONS, scene, setUp, visit } from "./helper.mjs";

setUp();

const data = await readFile(new URL("data/hostile.txt", import.meta.url), "utf8");
const payloads = data.split("\n").filter(line => line && !line.startsWith("# "));
/** How many payloads each place that shows text must have shown, and each door let in. */
const ENOUGH = 300;
assert.ok(payloads.length >= ENOUGH);

const SLOW = { timeout: 300_000 };

// ----------------------------------------------------------------------------------------------------------- detector

/** Runs before the page's own scripts: hears of calls, and of elements and attributes that come after the page's own HTML;
 * and reads what the page shows. */
function watch() {
  /** Text without the differences that the page makes: blanks, and punctuation as wide as its script. */
  globalThis.plain = text => text.replace(/\s+/g, " ").normalize("NFKC");
  /** What the page shows now in what `within` selects: its words, its fields and what it says of elements; or its tooltips. */
  globalThis.gathered = (within = "body", tooltips = false) => {
    const parts = [];
    for (const part of document.querySelectorAll(within)) {
      if (!tooltips) parts.push(part.textContent);
      for (const element of part.querySelectorAll(tooltips ? "[title]" : "[title], [aria-label], input, textarea, option, [href^='#']")) {
        parts.push(element.title ?? "");
        if (!tooltips) parts.push(element.getAttribute("aria-label") ?? "", element.value ?? "");
      }
    }
    return plain(parts.join("\n"));
  };
  const found = new Set();
  globalThis.hostile = found;
  for (const name of ["alert", "confirm", "prompt", "print"]) globalThis[name] = () => found.add(`${name} was called`);
  // What the page makes by itself, in all views.
  const OWN = new Set(
    `a article aside b blockquote br button canvas caption circle code col colgroup datalist dd defs details dialog div dl dt em
     fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 header hr i input kbd label legend li line main mark nav ol
     optgroup option output p path polyline progress rect ruby rt s search section select small span strong sub summary sup
     svg table tbody td text textarea tfoot th thead time title tr u ul var wbr html body`.split(/\s+/),
  );
  const URLS = ["href", "xlink:href", "src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "srcdoc"];
  const look = element => {
    if (!OWN.has(element.localName)) found.add(`<${element.localName}> appeared`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.add(`<${element.localName} ${name}>`);
      // An address of the page is a link to a view, its own file, or something it made itself.
      const own = /^(#|blob:|gangmu\.html$|$)/.test(value);
      if (URLS.includes(name) && !own) found.add(`<${element.localName} ${name}=${value}>`);
      if (name === "style" && /url\(|expression|binding|behavior/i.test(value)) found.add(`style ${value}`);
      if (["is", "contenteditable", "accesskey", "ping", "http-equiv"].includes(name)) found.add(`<${element.localName} ${name}>`);
    }
    for (const child of element.children) look(child);
  };
  new MutationObserver(records => {
    // The parser makes the page's own HTML; data comes later.
    if (document.readyState === "loading") return;
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes" && target !== document.documentElement) look(target);
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) look(node);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/** Scripts, styles and frames of a page: their number must not change. */
const census = page =>
  page.evaluate(() => ["script", "style", "link", "meta", "base", "iframe"].map(name => document.getElementsByTagName(name).length).join());

/** Opens the page with the detector in place, lets `act` do its work, and fails if anything ran or appeared. */
async function hunted(options, act) {
  const dialogs = [];
  const prepare = async context => {
    context.on("dialog", dialog => {
      dialogs.push(dialog.message());
      dialog.dismiss();
    });
    // Hundreds of reports at once take a slow machine a while.
    context.setDefaultTimeout(SLOW.timeout / 2);
    await context.addInitScript(watch);
  };
  await visit({ ...options, prepare }, async gangmu => {
    const { page, context } = gangmu;
    const before = await census(page);
    await act(gangmu);
    assert.deepEqual(await caught(page), [], "nothing runs and nothing appears");
    assert.deepEqual(dialogs, []);
    assert.equal(await census(page), before, "as many scripts, styles and frames as before");
    assert.equal(context.pages().length, 1, "no window was opened");
  });
}

/** A test on a page with the detector in place. */
const hunt = (name, act) => test(name, SLOW, () => hunted({}, act));

const caught = page => page.evaluate(() => [...globalThis.hostile]);

/**
 * Which payloads stand in what the page shows now: in its words, its fields and what it says of elements; or only in what
 * `within` selects, or only in its tooltips. Punctuation may be as wide as the page makes it.
 */
async function shown(page, into, { within = "body", tooltips = false, of = payloads } = {}) {
  const here = await page.evaluate(([payloads, within, tooltips]) => {
    const text = gathered(within, tooltips);
    return payloads.filter(payload => text.includes(plain(payload)));
  }, [of, within, tooltips]);
  for (const payload of here) into.add(payload);
}

/** How many links are followed in one go. */
const GO = 40;

/** Follows links `[link, words]` one after another, and gives the words that the page showed after their own link. */
async function followed(page, links) {
  const found = [];
  for (let from = 0; from < links.length; from += GO) {
    found.push(...(await page.evaluate(async links => {
      const found = [];
      const frame = () => new Promise(requestAnimationFrame);
      for (const [link, words] of links) {
        location.hash = link;
        // Some views come a little later.
        for (let frames = 0; frames < 20; frames++) {
          await frame();
          if (frames > 0 && gathered().includes(plain(words))) {
            found.push(words);
            break;
          }
        }
      }
      return found;
    }, links.slice(from, from + GO))));
  }
  return new Set(found);
}

/** Fails unless enough payloads were shown as the texts they are. */
const enough = (shown, where) => assert.ok(shown.size >= ENOUGH, `${shown.size} ${where}`);

/** Goes down the whole table: only the rows on the screen are in the document. */
async function leafThrough(gangmu, into) {
  const { page } = gangmu;
  const last = await gangmu.grid.getAttribute("aria-rowcount");
  await gangmu.rows.first().focus();
  for (let before = -1; into.size !== before || (await focusedRow(page)) !== last; ) {
    before = into.size;
    await shown(page, into);
    if ((await focusedRow(page)) === last) break;
    await page.keyboard.press("PageDown");
  }
}

const focusedRow = page => page.evaluate(() => document.activeElement?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex"));

/** Types each payload into a field, as fast as the page takes them; returns how many stood there as they were typed. */
const typeAll = field =>
  field.evaluate(async (field, payloads) => {
    let kept = 0;
    for (const payload of payloads) {
      field.value = payload;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise(resolve => setTimeout(resolve));
      if (field.value === payload) kept += 1;
    }
    return kept;
  }, payloads);

// --------------------------------------------------------------------------------------------------------------- texts

const DIGITS = "零一二三四五六七八九";
/** 1 … 99 in Chinese. */
const chinese = n => (n > 19 ? DIGITS[Math.floor(n / 10)] : "") + (n > 9 ? "十" : "") + (n % 10 ? DIGITS[n % 10] : "");

/**
 * A report that says each of `texts` as a heading, as the name of numbers, and often enough to be a word. What follows a
 * colon in a heading is text to the engine: of the list some 330 are headings whole.
 */
const report = (texts, title = "青禾县2024年政府工作报告") =>
  [
    title,
    ...texts.flatMap((text, i) => [
      ...(i % 30 ? [] : [`${chinese(i / 30 + 1)}、第${chinese(i / 30 + 1)}部分`]),
      `（${chinese((i % 30) + 1)}）${text}`,
      `${text}项目达到${i + 1}.5亿元，增长6.2%。我们抓好${text}，推进${text}。`,
    ]),
  ].join("\n");

const file = (name, text) => ({ name, text });

/** A link to a view of these lines, by the form that docs/sharing.md tells: whoever sends it writes what they like. */
function viewLink(lines) {
  const content = Buffer.from(Object.entries(lines).map(([key, value]) => `${key}=${value.replace(/[\r\n]/g, " ")}`).join("\n"));
  const varint = n => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >> 7)]);
  const digest = createHash("sha256").update(content).digest().subarray(0, 8);
  const bytes = Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, ...varint(content.length), ...varint(content.length)]), digest, content]);
  return `#v1.${bytes.toString("base64url")}.z`;
}

/** A file of corrections by which each row of a report is named, measured and dated with a payload. */
function corrections(document, texts) {
  const { text, indicators } = document;
  const characters = [...text];
  const visible = part => part.filter(c => !/\s/.test(c));
  const list = indicators.slice(0, texts.length).map((row, i) => {
    const { start, end } = row.span;
    const anchor = {
      number: characters.slice(start, end).join(""),
      left: visible(characters.slice(Math.max(0, start - 40), start)).slice(-12).join(""),
      right: visible(characters.slice(end, end + 40)).slice(0, 12).join(""),
      at: start,
      row: row.indicator,
      nth: 0,
    };
    const said = { ...row, indicator: texts[i], name: texts[i], unit: texts[i], base: texts[i] };
    return { document: document.id, anchor, action: { edit: said } };
  });
  return JSON.stringify({ schema: "gangmu.corrections/1", corrections: list });
}

async function readCorrections(gangmu, text) {
  const { page } = gangmu;
  await gangmu.button("改动…").click();
  const [picker] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "从文件读入" }).click()]);
  await picker.setFiles({ name: "改动.json", mimeType: "application/json", buffer: Buffer.from(text) });
}

// --------------------------------------------------------------------------------------------------------------- tests

scene("the detector sees an element, a handler, an address, a call and a dialog that are planted", { expected: /./, prepare: context => context.addInitScript(watch) }, async gangmu => {
  const { page } = gangmu;
  assert.deepEqual(await caught(page), []);
  const before = await census(page);
  const plant = html => page.evaluate(html => document.querySelector("main").insertAdjacentHTML("beforeend", html), html);
  for (const [html, sign] of [
    ["<img src=x onerror=alert(1)>", /<img/],
    ["<p onclick=alert(1)>x</p>", /<p onclick>/],
    ["<a href='javascript:alert(1)'>x</a>", /href=javascript/],
    ["<a href=//evil.invalid>x</a>", /href=\/\/evil/],
    ["<svg><animate onbegin=alert(1) /></svg>", /<animate/],
    ["<xss-tag></xss-tag>", /<xss-tag>/],
    ["<iframe srcdoc=x></iframe>", /<iframe/],
  ]) {
    await plant(html);
    assert.match((await caught(page)).join(" "), sign);
  }
  await page.evaluate(() => document.body.append(document.createElement("script")));
  assert.notEqual(await census(page), before);
  await page.evaluate(() => alert(1));
  assert.match((await caught(page)).join(" "), /alert was called/);
  // What the list is for: taken for markup, most of it is seen.
  const seen = await page.evaluate(async payloads => {
    let seen = 0;
    for (const payload of payloads.filter(payload => !/refresh|<base/i.test(payload))) {
      globalThis.hostile.clear();
      const place = document.createElement("div");
      document.querySelector("main").append(place);
      place.innerHTML = payload;
      await new Promise(resolve => setTimeout(resolve));
      if (globalThis.hostile.size) seen += 1;
      place.remove();
    }
    return seen;
  }, payloads);
  assert.ok(seen >= 220, `${seen} of ${payloads.length} are seen`);
});

hunt("pasted: title, outline, tooltips, text, cells, popovers, fields and lists", async gangmu => {
  const { page } = gangmu;
  const [outline, tips, text, cells, fields] = Array.from({ length: 5 }, () => new Set());
  const content = report(payloads, `${payloads[0]}2024年政府工作报告`);
  await gangmu.open(content);
  assert.ok((await gangmu.title.textContent()).includes(payloads[0]));
  await gangmu.go("原文");
  await shown(page, text);
  enough(text, "in the text");
  await shown(page, outline, { within: "[role=tree]" });
  enough(outline, "in the outline");
  await shown(page, tips, { tooltips: true });
  enough(tips, "in tooltips");

  // A row says whatever a reader, or a file of theirs, makes it say.
  const [document] = (await gangmu.analysis(content)).documents;
  await gangmu.go("指标");
  await readCorrections(gangmu, corrections(document, payloads));
  await shown(page, new Set());
  await page.keyboard.press("Escape");
  await leafThrough(gangmu, cells);
  enough(cells, "in cells");
  await gangmu.rows.last().focus();
  await page.keyboard.press("e");
  await page.getByRole("dialog").first().waitFor();
  await page.keyboard.press("Escape");
  await gangmu.rows.last().focus();
  await page.keyboard.press("Enter");
  assert.equal(await typeAll(page.getByRole("searchbox", { name: "筛选" })), payloads.length);
  await page.getByRole("searchbox", { name: "筛选" }).fill("");

  await gangmu.go("词语");
  await ownWords(gangmu, payloads.filter(payload => !/\s/.test(payload)), async dialog => {
    await shown(page, fields, { within: "dialog[open]" });
    await dialog.getByRole("listitem").first().waitFor();
  });
  enough(fields, "in lists of words");
});

/** Gives the page lists of words that are payloads, of which `bare` are words of the text. */
async function ownWords(gangmu, bare, look) {
  const { page } = gangmu;
  await gangmu.button(/^自定词表/).click();
  const dialog = page.getByRole("dialog", { name: "自定词表" });
  await dialog.getByRole("textbox", { name: /^不拆开的词/ }).fill(bare.join("\n"));
  await dialog.getByRole("textbox", { name: /^停用词/ }).fill(payloads.map(payload => `-${payload}`).join("\n"));
  await dialog.getByRole("textbox", { name: /^同义词/ }).fill(payloads.join("\n"));
  await page.keyboard.press("Control+Enter");
  await dialog.getByRole("list", { name: /^不拆开的词/ }).getByRole("listitem").first().waitFor();
  await gangmu.idle();
  await look?.(dialog);
  await page.keyboard.press("Escape");
}

hunt("words: the cloud, what it says of its words, their lines and the table of scores", async gangmu => {
  const { page } = gangmu;
  // A word has no blanks; HTML takes a stroke between attributes just as well.
  const bare = [...new Set(payloads.map(payload => payload.replace(/\s+/g, "/")))];
  const [words, rows, drawn] = [new Set(), new Set(), new Set()];
  await gangmu.open("青禾县2024年政府工作报告\n一、工作\n项目达到1亿元。");
  await gangmu.go("词语");
  await ownWords(gangmu, bare);
  const step = 60;
  for (let from = 0; from < bare.length; from += step) {
    const part = bare.slice(from, from + step);
    await gangmu.home.click();
    await gangmu.open([`青禾县${1990 + from / step}年政府工作报告`, "一、工作", ...part.map(word => `${word}。`.repeat(9))].join("\n"));
    await gangmu.go("词语");
    await gangmu.cloud.getByRole("button").first().waitFor();
    await shown(page, words, { within: "[role=group][aria-label=词云]", of: bare });
    await shown(page, rows, { of: bare });
    for (const word of await drawnWords(page)) drawn.add(word);
    const some = gangmu.cloud.getByRole("button").first();
    await some.hover({ force: true });
    await some.click({ force: true });
    await page.locator("ol[aria-label$='行']").or(page.getByRole("list")).first().waitFor();
  }
  enough(words, "in the cloud");
  if (!noPython) enough(new Set(bare.filter(word => drawn.has(word))), "in pictures of the cloud");
});

/** The texts of the picture of the cloud, as another program reads it; that allows no element that runs or loads anything. */
async function drawnWords(page) {
  if (noPython) return [];
  await page.getByRole("button", { name: "存图", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("group", { name: "存图" }).getByRole("button", { name: /^SVG/ }).click()]);
  return svg(await download.path()).texts;
}

hunt("searched: what is found, the lines around it, and where it stands", async gangmu => {
  const { page } = gangmu;
  const found = new Set();
  await gangmu.open(["青禾县2024年政府工作报告", "一、工作", ...payloads.map(payload => `${payload}项目`)].join("\n"));
  await gangmu.go("检索");
  await gangmu.search.fill("项目");
  const lines = page.getByRole("list", { name: /^检索结果/ });
  await lines.getByRole("mark").filter({ hasText: "项目" }).first().waitFor();
  for (const more = gangmu.button(/^再列出一些/); await more.count(); ) await more.click();
  await shown(page, found, { within: "ol.kwic" });
  enough(found, "among what was found");
  assert.equal(await typeAll(gangmu.search), payloads.length);
  for (const query of ["alert", "evil", "script"]) {
    await gangmu.search.fill(query);
    await lines.getByRole("mark").filter({ hasText: query }).first().waitFor();
  }
});

hunt("files: names, titles, refusals, lists of reports, comparison", async gangmu => {
  const { page } = gangmu;
  const [titles, refused] = [new Set(), new Set()];
  const text = (payload, i) => `青禾县${2000 + (i % 25)}年政府工作报告\n一、${payload}\n${payload}达到${i}.5亿元。`;
  await gangmu.drop(payloads.map((payload, i) => file(`${payload}.txt`, text(payload, i))));
  await gangmu.progress.waitFor();
  const list = page.getByRole("table", { name: /^已打开 \d+ 份报告$/ });
  await list.waitFor();
  await gangmu.idle();
  // Each report is called by a payload, as a reader may rename it.
  const ids = await page.evaluate(
    texts => Promise.all(texts.map(async text => (await gangmu.analyze(text)).documents[0].id)),
    payloads.map(text),
  );
  const called = payloads.map((payload, i) => ({ document: ids[i], action: { report: { title: payload, region: payload, year: null } } }));
  // Each report says what file it came in.
  const fileNames = payloads.map(payload => `${payload}.txt`);
  const names = await followed(page, ids.map((d, i) => [viewLink({ d, t: "overview", a: "1" }), fileNames[i]]));
  enough(names, "among names of files");
  await gangmu.go("指标");
  await readCorrections(gangmu, JSON.stringify({ schema: "gangmu.corrections/1", corrections: called }));
  await page.keyboard.press("Escape");
  await gangmu.home.click();
  await shown(page, titles);
  enough(titles, "in the list of reports");
  await list.getByRole("button").first().click();
  await gangmu.tab("对比").click();
  await page.getByRole("navigation").locator("[aria-current=page]", { hasText: "对比" }).first().waitFor();
  await gangmu.button(/共 \d+ 份/).first().click();
  await shown(page, titles);
  await page.keyboard.press("Escape");
  if (!noPython) {
    await gangmu.button("保存").click();
    const path = await workbook(page, page.getByRole("group", { name: "保存" }).getByRole("button", { name: /^XLSX/ }));
    const notes = sheets(path).说明.map(([, words]) => words);
    const listed = payloads.filter((payload, i) => notes.includes(`${payload} · ${fileNames[i]} · ${ids[i]}`));
    enough(new Set(listed), "as titles and names of files in a workbook");
  }
  await gangmu.go("检索");
  await gangmu.search.fill("达到");
  await page.getByRole("list", { name: /^检索结果/ }).getByRole("mark").first().waitFor();

  await gangmu.home.click();
  await gangmu.drop(payloads.map(payload => file(`${payload}.txt`, "\u0089PNG\r\n\u001a\n\0\0\0")));
  await gangmu.notice.first().waitFor();
  await gangmu.idle();
  const more = gangmu.button(/^另 \d+ 条$/);
  if (await more.count()) await more.click();
  await shown(page, refused);
  enough(refused, "in refusals");
});

hunt("links to a view, with payloads in everything that they hold", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(report(payloads.slice(0, 12)));
  const { id } = (await gangmu.analysis(report(payloads.slice(0, 12)))).documents[0];
  const all = ["indicators", "words", "search", "text", "overview", "compare"];
  const links = payloads.flatMap((payload, i) => {
    const lines = { q: payload, w: payload, f: payload, l: `#user-words\u001e${payload}`, n: payload, o: `-${payload}`, j: `-${payload}`, g: `@${payload}` };
    const table = [viewLink({ d: id, t: "indicators", a: "1", ...lines }), payload];
    if (i % 8) return [table];
    return [table, [viewLink({ d: i % 32 ? id : payload, t: all[(i / 8) % all.length], a: "1", ...lines }), ""]];
  });
  const filters = await followed(page, links);
  filters.delete("");
  enough(filters, "shown after links to the table");
  // The words of a link's lists stand in the dialog.
  const lists = new Set();
  await followed(page, [[viewLink({ d: id, t: "words", l: ["#user-words", ...payloads].join("\u001e") }), ""]]);
  await gangmu.idle();
  await gangmu.button(/^自定词表/).click();
  await page.getByRole("dialog", { name: "自定词表" }).getByRole("textbox").first().waitFor();
  await shown(page, lists, { within: "dialog[open]" });
  enough(lists, "in lists that came by a link");
});

hunt("links that hold results or a whole text", async gangmu => {
  const { page } = gangmu;
  const links = [];
  const size = 12;
  const parts = Array.from({ length: Math.ceil(payloads.length / size) }, (_, i) => payloads.slice(i * size, (i + 1) * size));
  const texts = [...parts.map((part, i) => report(part, `${part[0]}${1990 + (i % 35)}年政府工作报告`)), report(payloads)];
  await gangmu.drop(texts.map((text, i) => file(`${payloads[i]}.txt`, text)));
  const list = page.getByRole("table", { name: `已打开 ${texts.length} 份报告` });
  await list.waitFor();
  await gangmu.idle();
  // Each row of a report is called by a payload, as a reader, or a file of theirs, may call it.
  const said = [];
  for (const [i, part] of parts.entries()) {
    const [document] = (await gangmu.analysis(texts[i])).documents;
    said.push(...JSON.parse(corrections(document, part)).corrections);
  }
  await list.getByRole("button").first().click();
  await gangmu.go("指标");
  await readCorrections(gangmu, JSON.stringify({ schema: "gangmu.corrections/1", corrections: said }));
  await page.keyboard.press("Escape");
  await gangmu.home.click();
  for (const i of texts.keys()) {
    await list.getByRole("button").nth(i).click();
    await gangmu.button("分享").click();
    const dialog = page.getByRole("dialog", { name: "分享" });
    const link = dialog.getByRole("textbox", { name: "链接" });
    await link.and(page.getByText(/#r\d\./)).waitFor();
    links.push(new URL(await link.textContent()).hash);
    if (i === texts.length - 1) {
      await dialog.getByRole("radio", { name: /^全文/ }).check();
      await link.and(page.getByText("#d1.")).waitFor();
      links.push(new URL(await link.textContent()).hash);
    }
    await page.keyboard.press("Escape");
    await gangmu.home.click();
  }
  await hunted({}, async other => {
    const [results, text] = [new Set(), new Set()];
    for (const link of links) {
      await other.page.evaluate(link => (location.hash = link), link);
      if (link.startsWith("#r")) {
        await other.page.getByText("不含原文").first().waitFor();
        await other.page.evaluate(() => new Promise(requestAnimationFrame));
        await shown(other.page, results);
      } else {
        await other.seen("一览");
        await other.go("原文");
        await shown(other.page, text);
      }
    }
    enough(results, "came by links of results");
    enough(text, "came by a link of a text");
  });
});

hunt("a page saved with the work inside, opened from a file", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(report(payloads, `${payloads[0]}2024年政府工作报告`));
  await gangmu.button("分享").click();
  const dialog = page.getByRole("dialog", { name: "分享" });
  await dialog.getByRole("radio", { name: /^另存为网页/ }).check();
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "另存为网页" }).click()]);
  const folder = await mkdtemp(join(tmpdir(), "gangmu-"));
  try {
    const saved = join(folder, "saved.html");
    await download.saveAs(saved);
    const html = await readFile(saved, "utf8");
    const scripts = (await readFile(EDITIONS.file.address().replace("file://", ""), "utf8")).match(/<script/g).length;
    assert.equal(html.match(/<script/g).length, scripts + 1, "the work is one block");
    await hunted({ edition: { address: () => pathToFileURL(saved).href, offline: true } }, async other => {
      const text = new Set();
      await other.title.filter({ hasText: "政府工作报告" }).waitFor();
      for (const view of ["原文", "指标", "词语"]) {
        await other.go(view);
        await shown(other.page, text);
      }
      enough(text, "in the saved page");
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

hunt("a project file: names of sources, corrections, lists and the view", async gangmu => {
  const { page } = gangmu;
  const content = report(payloads, `${payloads[0]}2024年政府工作报告`);
  const name = `${payloads[0].replaceAll("/", "")}.txt`;
  await gangmu.drop([file(name, content), ...payloads.slice(0, 20).map((payload, i) => file(payload, `青禾县${2000 + i}年政府工作报告\n一、${payload}\n达到${i}.5亿元。`))]);
  const list = page.getByRole("table", { name: "已打开 21 份报告" });
  await list.waitFor();
  await gangmu.idle();
  await list.getByRole("button").first().click();
  const [document] = (await gangmu.analysis(content)).documents;
  await gangmu.go("指标");
  await readCorrections(gangmu, corrections(document, payloads));
  await page.keyboard.press("Escape");
  await gangmu.go("词语");
  await ownWords(gangmu, payloads.filter(payload => !/\s/.test(payload)));
  await gangmu.go("指标");
  await page.getByRole("searchbox", { name: "筛选" }).fill(payloads[0]);
  await gangmu.button("分享").click();
  const dialog = page.getByRole("dialog", { name: "分享" });
  await dialog.getByRole("radio", { name: /^另存为网页/ }).check();
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "存为项目文件" }).click()]);
  const buffer = await readFile(await download.path());
  await hunted({}, async other => {
    const [cells, text, lists] = [new Set(), new Set(), new Set()];
    await other.choose({ name: `${payloads[1]}.gangmu`, mimeType: "application/zip", buffer });
    await other.seen("指标");
    await other.idle();
    const filter = other.page.getByRole("searchbox", { name: "筛选" });
    assert.equal(await filter.inputValue(), payloads[0]);
    await filter.fill("");
    await leafThrough(other, cells);
    enough(cells, "in cells");
    await other.go("词语");
    await other.button(/^自定词表/).click();
    await other.page.getByRole("dialog", { name: "自定词表" }).getByRole("textbox").first().waitFor();
    await shown(other.page, lists, { within: "dialog[open]" });
    enough(lists, "in lists");
    await other.page.keyboard.press("Escape");
    await other.go("原文");
    await shown(other.page, text);
    enough(text, "in the text");
  });
});

hunt("what is taken away is data: clipboard, files, the picture of the cloud", async gangmu => {
  const { page } = gangmu;
  // With something that is to be done, for the list of tasks.
  const content = `${report(payloads)}\n九十九、2024年工作安排\n今年，新建学校3所。`;
  await gangmu.open(content);
  await gangmu.go("指标");
  const [document] = (await gangmu.analysis(content)).documents;
  await readCorrections(gangmu, corrections(document, payloads));
  await page.keyboard.press("Escape");
  await gangmu.rows.first().focus();
  await page.keyboard.press("ControlOrMeta+a");
  if (!(await gangmu.button(/^复制为表格/).isEnabled())) await gangmu.rows.first().getByRole("checkbox").check();
  await gangmu.button(/^复制为表格/).click();
  await page.getByText(/^已复制 \d+ 行/).waitFor();
  const { html } = await gangmu.clipboard();
  const stray = await page.evaluate(html => {
    // What says to a spreadsheet that a cell is text is no style for a browser.
    const parsed = new DOMParser().parseFromString(html.replace(/ style="mso-[^"]*"/g, ""), "text/html");
    const own = new Set(["HTML", "HEAD", "META", "BODY", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD"]);
    return [...parsed.querySelectorAll("*")].filter(element => !own.has(element.tagName)).map(element => element.outerHTML.slice(0, 80));
  }, html);
  assert.deepEqual(stray, []);
  const cells = new Set(cellsOf(html).flat().map(bare));
  among(cells, "in the table of the clipboard");

  for (const form of ["Markdown", "JSON", "CSV"]) {
    await page.getByRole("combobox", { name: "导出的格式" }).selectOption({ label: form });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "导出", exact: true }).click()]);
    const content = await readFile(await download.path(), "utf8");
    if (form === "Markdown") {
      assert.ok(!/<(?!br>)[a-z!/?]/i.test(content), "no tag in Markdown");
      const cells = content.split("\n").flatMap(line => line.split(/(?<!\\)\|/)).map(cell => unescaped(cell.replace(/\\(.)/g, "$1")));
      among(new Set(cells.map(bare)), "in Markdown");
    }
    if (form === "JSON") {
      const [document, ...others] = JSON.parse(content).documents;
      assert.equal(others.length, 0);
      among(new Set(document.indicators.map(row => bare(row.indicator))), "in JSON");
    }
    if (form === "CSV") {
      const cells = [...content.matchAll(/"((?:[^"]|"")*)"|[^,"\r\n]+/g)].map(([all, quoted]) => quoted?.replaceAll('""', '"') ?? all);
      // What a spreadsheet would run has an apostrophe before it.
      assert.deepEqual(cells.filter(cell => /^[=+@\t\r]|^-(?!\d)/.test(cell)), []);
      among(new Set(cells.map(cell => bare(cell.replace(/^'(?=[=+\-@\t\r])/, "")))), "in CSV");
    }
    assert.ok(!/[<>:"|?*\\/]/.test(download.suggestedFilename()), download.suggestedFilename());
  }
  if (noPython) return;
  for (const form of ["Excel 工作簿", "任务台账"]) {
    await page.getByRole("combobox", { name: "导出的格式" }).selectOption({ label: form });
    const path = await workbook(page, page.getByRole("button", { name: "导出", exact: true }));
    const cells = Object.values(sheets(path)).flat(2);
    if (form !== "任务台账") among(new Set(cells.map(bare)), "in the workbook");
  }
});

/** The path of a workbook that comes at a click, of which no part leads out of it. */
async function workbook(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const path = await download.path();
  const parts = zip(path);
  const out = Object.entries(parts).filter(([name, part]) => name.endsWith(".rels") && /TargetMode="External"|https?:(?!\/\/schemas\.)/.test(part));
  assert.deepEqual(out, [], "nothing leads out of the workbook");
  assert.ok(!Object.keys(parts).some(name => /vba|macro|external|embed/i.test(name)), Object.keys(parts).join());
  return path;
}

const bare = text => text.replace(/\s+/g, " ").trim();
const unescaped = text => text.replace(/&(lt|gt|quot|amp|#39);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'" })[name]);
/** Fails unless enough payloads are among these texts, letter by letter. */
const among = (texts, where) => enough(new Set(payloads.filter(payload => texts.has(bare(payload)))), where);
