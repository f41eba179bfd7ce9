// 怎么算的: from a score or a column to the sentence that says how it is computed, and back to where one was.

import assert from "node:assert/strict";
import { becomes, bothEditions, focused, sample, scene, setUp } from "./helper.mjs";
import { axe } from "./harness/browsers.mjs";

setUp();
const text = await sample("linhe-city-2024");

const help = page => page.getByRole("dialog", { name: "怎么算的", exact: true });
const heading = (page, name) => help(page).getByRole("heading", { name, exact: true });

/** Waits until the help is open at a place: its heading has the focus, is marked, and is on the screen. */
async function opened(page, place) {
  const found = heading(page, place);
  await found.waitFor();
  await becomes(() => focused(found), true, `the focus is at ${place}`);
  assert.equal(await found.getAttribute("aria-current"), "true");
  const inside = await found.evaluate(element => {
    const [box, frame] = [element, element.closest("dialog")].map(one => one.getBoundingClientRect());
    return box.top >= frame.top && box.bottom <= Math.min(frame.bottom, innerHeight);
  });
  assert.ok(inside, `${place} is on the screen`);
}

bothEditions("from a column's heading to its place by keyboard, and back", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const header = name => gangmu.grid.getByRole("columnheader", { name, exact: true }).getByRole("button");
  await gangmu.tabTo(gangmu.rows.first());
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  await becomes(() => focused(header("指标")), true);
  await page.keyboard.press("ArrowRight");
  await becomes(() => focused(header("界")), true);
  await page.keyboard.press("?");
  await opened(page, "界");
  await page.keyboard.press("Escape");
  await help(page).waitFor({ state: "hidden" });
  assert.ok(await focused(header("界")), "the focus is where it was");
  await page.keyboard.press("?");
  await opened(page, "界");
  await page.keyboard.press("?");
  await help(page).waitFor({ state: "hidden" });
  assert.ok(await focused(header("界")));
});

scene("every column and every score leads to its own place", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await gangmu.go("指标");
  const places = new Set();
  for (const name of ["指标", "界", "数值", "单位", "动作", "状态", "时期", "领域", "原句"]) {
    await gangmu.grid.getByRole("columnheader", { name, exact: true }).getByRole("button").focus();
    await page.keyboard.press("?");
    await opened(page, name);
    places.add(await heading(page, name).getAttribute("id"));
    await page.keyboard.press("Escape");
  }
  await gangmu.go("词语");
  await page.getByText("全部分数").click();
  const table = page.getByRole("region", { name: "全部分数" });
  const found = table.getByRole("button", { name: /^怎么算的：/ });
  await becomes(() => found.count(), 8);
  const marks = await found.all();
  for (const mark of marks) {
    const place = (await mark.getAttribute("aria-label")).replace("怎么算的：", "");
    await mark.focus();
    await page.keyboard.press("Enter");
    await opened(page, place);
    places.add(await heading(page, place).getAttribute("id"));
    await page.keyboard.press("Escape");
    assert.ok(await focused(mark), `back at ${place}`);
  }
  assert.equal(places.size, 17);
});

scene("与众不同, 新提法, 目标与完成 and what cleaning took out lead there by a click", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(`设为首页收藏本站\n查看: 12|回复: 0\n${text}`);
  const by = async place => {
    await page.getByRole("button", { name: `怎么算的：${place}`, exact: true }).first().click();
    await opened(page, place);
    await page.keyboard.press("Escape");
    await help(page).waitFor({ state: "hidden" });
  };
  await by("目标与完成");
  await by("整理");
  await gangmu.go("词语");
  await by("次");
  await gangmu.button("与众不同").click();
  await by("与众不同");
  await gangmu.button("新提法").click();
  await by("新提法");
});

scene("a warning leads to what was checked", async gangmu => {
  const { page } = gangmu;
  await gangmu.open("2031年青禾县政府工作报告\n一、2030年工作\n地区生产总值增长6.5个百分点。\n二、2031年工作\n地区生产总值增长6%。\n");
  await page.getByRole("heading", { name: "核数" }).waitFor();
  await page.getByRole("button", { name: "怎么算的：核数" }).click();
  await opened(page, "核数");
});

bothEditions("the bar and the palette open it before any report is there; its chapters are walked", async gangmu => {
  const { page } = gangmu;
  const bar = page.getByRole("banner").getByRole("button", { name: "怎么算的" });
  await bar.click();
  await opened(page, "从文本到结果");
  await help(page).getByRole("button", { name: "键盘", exact: true }).click();
  await opened(page, "键盘");
  await help(page).getByText("Ctrl K", { exact: true }).waitFor();
  await help(page).getByRole("button", { name: "关闭" }).click();
  await help(page).waitFor({ state: "hidden" });
  assert.ok(await focused(bar));
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "命令", exact: true });
  await palette.getByRole("combobox").fill("LRC");
  await palette.getByRole("option", { name: "怎么算的：LRC" }).click();
  await opened(page, "LRC");
});

scene("a question mark that is typed stays in its field", async gangmu => {
  const { page } = gangmu;
  await gangmu.pasteBox.focus();
  await page.keyboard.type("?");
  assert.equal(await gangmu.pasteBox.inputValue(), "?");
  assert.equal(await help(page).count(), 0);
});

scene("it follows the language", async gangmu => {
  const { page } = gangmu;
  await page.getByRole("banner").getByRole("button", { name: "English" }).click();
  await page.getByRole("banner").getByRole("button", { name: "How it works" }).click();
  const dialog = page.getByRole("dialog", { name: "How it works", exact: true });
  await dialog.getByRole("heading", { name: "From text to results" }).waitFor();
  await dialog.getByRole("heading", { name: "Log ratio" }).waitFor();
});

scene("printed, it is pages of its own text", async gangmu => {
  const { page } = gangmu;
  await gangmu.open(text);
  await page.keyboard.press("?");
  await opened(page, "目标与完成");
  const pages = pdf => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  const printed = pages(await page.pdf({ format: "A4" }));
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() =>
    ["main", "header.bar", "dialog nav"].filter(name => document.querySelector(name).getClientRects().length > 0),
  );
  assert.deepEqual(shown, []);
  const height = await help(page).evaluate(dialog => [dialog.scrollHeight, dialog.clientHeight]);
  assert.equal(height[0], height[1], "nothing of it is cut off");
  assert.ok(printed >= 2 && printed <= 8, `${printed} pages`);
});

for (const [screen, viewport] of [["wide", { width: 1280, height: 900 }], ["phone", { width: 320, height: 720 }]]) {
  for (const colorScheme of ["light", "dark"]) {
    scene(`axe finds nothing in it, ${screen}, ${colorScheme}`, { colorScheme, viewport }, async gangmu => {
      const { page } = gangmu;
      // The dialog comes with the rest of the page's program.
      await becomes(() => page.locator("dialog").count().then(count => count > 0), true);
      await page.keyboard.press("Tab");
      await page.keyboard.press("?");
      await opened(page, "从文本到结果");
      assert.deepEqual(await axe(page), []);
      const overhang = await help(page).evaluate(dialog => dialog.scrollWidth - dialog.clientWidth);
      assert.ok(overhang <= 0, `sticks out by ${overhang}`);
    });
  }
}
