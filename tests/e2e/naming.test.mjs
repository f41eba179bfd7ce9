// What the page says of a text as a whole: what it is where it is no report, which open report it is like, and what of its
// title, place and year is inferred, and why.

import assert from "node:assert/strict";
import { axe } from "./harness/browsers.mjs";
import { sample, scene, setUp } from "./helper.mjs";

setUp();
const report = await sample("yunxi-county-2024");

const EXCERPT = [
  "三、2023年工作回顾",
  "全县上下一心，体现青禾担当，平安青禾建设走在前列，现代化产业也有进展。",
  "（一）奋力谱写青禾篇章，全县面貌一新。新建学校3所，改造村路42公里。",
  "推进青禾现代化，全县人民满意。",
].join("\n");

const RESOLUTION = [
  "云州市第五届人民代表大会第四次会议关于政府工作报告的决议",
  "会议同意这个报告，认为过去一年的工作实在，数字对得上，群众看得见。",
  "会议号召全市人民同心协力，把今年新建12所学校的事办好。",
].join("\n");

scene("a report whose title says it all has no marks", async gangmu => {
  await gangmu.open(report);
  assert.equal(await gangmu.page.getByText("推定").count(), 0);
  assert.equal(await gangmu.page.getByText("不是报告").count(), 0);
  await gangmu.home.click();
  const row = gangmu.page.getByRole("table", { name: "已打开 1 份报告" }).getByRole("row").last();
  assert.equal(await row.getByRole("rowheader").innerText(), "芸溪县");
});

scene("what is inferred is marked, with why, until a reader says it", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(EXCERPT);
  const head = page.locator(".title-block");
  for (const words of ["节选", "青禾县 推定", "标题取自第一句", "从正文的说法看出来", "标题没有写年份"]) {
    await head.getByText(words.split(" ")[0]).first().waitFor();
    assert.ok((await head.innerText()).replaceAll(/\s+/g, "").includes(words.replaceAll(" ", "")), words);
  }
  assert.deepEqual(await axe(page), []);
  await gangmu.home.click();
  const row = page.getByRole("table", { name: "已打开 1 份报告" }).getByRole("row").last();
  assert.match(await row.innerText(), /青禾县\s*节选\s*推定\s*2024\s*推定/);
  await row.getByRole("button").click();
  // The form holds what was inferred; to save it is to say that it is so.
  await head.getByRole("button", { name: "更正名称" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox").first().fill("青禾县2024年政府工作报告（节选）");
  await form.getByRole("button", { name: "保存" }).click();
  await head.getByText("推定").first().waitFor({ state: "hidden" });
});

scene("a resolution is called one, in its report's head and in the list", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(RESOLUTION);
  await page.getByText("这是一份决议或决定，不是政府工作报告").waitFor();
  assert.equal(await page.getByText("△ 核数").count(), 0, "what a text is, is nothing to check");
  await gangmu.home.click();
  await page.getByRole("table", { name: "已打开 1 份报告" }).getByText("决议、决定").waitFor();
});

scene("two versions of one report point to each other, whenever they were opened", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(report);
  await gangmu.home.click();
  await gangmu.open(report.replace("各位代表", "各位代表、各位委员"));
  await page.getByText(/与《2024年芸溪县政府工作报告》.*几乎相同/).waitFor();
  await gangmu.button("看那一份").click();
  await page.getByText(/与《2024年芸溪县政府工作报告》.*几乎相同/).waitFor();
  await gangmu.home.click();
  await page.getByRole("table", { name: "已打开 2 份报告" }).waitFor();
});

scene("of files given together, the list marks the later one that is like another", async gangmu => {
  const { page } = gangmu;
  const other = report.replace("各位代表", "各位代表、各位委员");
  await gangmu.choose([report, other].map((content, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(content) })));
  const list = page.getByRole("table", { name: "已打开 2 份报告" });
  await list.waitFor();
  await gangmu.idle();
  assert.equal(await list.getByText("近似另一份").count(), 1);
  await list.getByRole("row").last().getByText("近似另一份").waitFor();
});
