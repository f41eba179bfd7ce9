// axe-core finds nothing in any view, light and dark, on wide screens and on phones.

import assert from "node:assert/strict";
import { axe } from "./harness/browsers.mjs";
import { sample, scene, setUp } from "./helper.mjs";

setUp();
const text = await sample("yunxi-county-2024");
const other = await sample("linhe-city-2024");

for (const [screen, viewport] of [["wide", { width: 1280, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
  for (const colorScheme of ["light", "dark"]) {
    scene(`nothing to find, ${screen}, ${colorScheme}`, { colorScheme, viewport }, async gangmu => {
      const { page } = gangmu;
      const said = [];
      const look = async where => said.push(...(await axe(page)).map(finding => `${where}: ${finding}`));
      await look("start");
      await gangmu.analyzeButton.click();
      await gangmu.told("没有文字");
      await look("a notice");
      await gangmu.open(text);
      for (const view of ["一览", "原文", "指标", "词语"]) {
        await gangmu.go(view);
        await look(view);
      }
      await gangmu.cloud.getByRole("button").first().click();
      await page.getByRole("list", { name: /^“/ }).waitFor();
      await look("occurrences");
      await gangmu.button("与众不同").click();
      await page.getByText("全部分数").click();
      await page.getByRole("region", { name: "全部分数" }).waitFor();
      await look("all scores");
      await gangmu.button(/^自定词表/).click();
      await page.getByRole("dialog", { name: "自定词表" }).getByText("默认停用词", { exact: true }).click();
      await look("the reader's words");
      await page.keyboard.press("Escape");
      await gangmu.go("指标");
      await gangmu.rows.nth(1).getByRole("rowheader").click();
      await gangmu.grid.getByRole("blockquote").waitFor();
      await look("an open row");
      await gangmu.go("原文");
      await gangmu.article.getByRole("button", { name: /168\.4/ }).first().click();
      await page.getByRole("dialog").waitFor();
      await look("a number's dialog");
      await page.keyboard.press("Escape");
      await gangmu.home.click();
      await page.getByRole("table", { name: "已打开 1 份报告" }).waitFor();
      await look("start with a report");
      await gangmu.paste(other);
      await gangmu.idle();
      await gangmu.tab("对比").locator("visible=true").click();
      await page.getByRole("grid", { name: "对比", exact: true }).waitFor();
      await page.getByRole("button", { name: /^选指标/ }).click();
      await look("reports side by side");
      assert.equal(said.length, 0, said.join("\n"));
    });

    scene(`nothing to find in what lies over a view, ${screen}, ${colorScheme}`, { colorScheme, viewport }, async gangmu => {
      const { page } = gangmu;
      const said = [];
      const look = async where => said.push(...(await axe(page)).map(finding => `${where}: ${finding}`));
      await gangmu.open(text);
      await gangmu.tab("检索").locator("visible=true").click();
      await gangmu.search.fill("增长");
      await page.getByRole("status").filter({ hasText: "处" }).first().waitFor();
      await look("search");
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog", { name: "命令", exact: true }).waitFor();
      await look("palette");
      await page.keyboard.press("Escape");
      await gangmu.button("分享").click();
      const share = page.getByRole("dialog", { name: "分享" });
      await share.getByRole("textbox", { name: "链接" }).waitFor();
      await look("share, results");
      await share.getByRole("radio", { name: /^另存为网页/ }).check();
      await look("share, a page");
      await page.keyboard.press("Escape");
      await gangmu.home.focus();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "怎么算的", exact: true }).waitFor();
      await look("help");
      assert.equal(said.length, 0, said.join("\n"));
    });
  }
}
