// The page's policy: what it must say, and that the headers in docs/hosting.md say the same.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { bundle, variable } from "./harness/browsers.mjs";

const file = path => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

/** `default-src 'none'; img-src data:` → `{ "default-src": ["'none'"], "img-src": ["data:"] }`. */
const parsed = policy =>
  Object.fromEntries(policy.split(";").map(part => part.trim().split(/\s+/)).filter(([name]) => name).map(([name, ...values]) => [name, values.toSorted()]));
const ofPage = html => {
  // The build may set the attributes otherwise.
  const found = [...html.matchAll(/<meta\b(?:[^>"]|"[^"]*")*>/gi)].map(([tag]) => tag).filter(tag => /http-equiv="?Content-Security-Policy/i.test(tag));
  assert.equal(found.length, 1, "one policy");
  return parsed(found[0].match(/content="([^"]+)"/)[1]);
};
const source = ofPage(await file("index.html"));

test("nothing is allowed that is not named, and nothing that is named is foreign, inline or evaluated", () => {
  assert.deepEqual(source["default-src"], ["'none'"]);
  assert.deepEqual(source["connect-src"], ["'self'"]);
  for (const name of ["base-uri", "form-action"]) assert.deepEqual(source[name], ["'none'"], name);
  for (const [name, values] of Object.entries(source)) {
    for (const value of values) {
      assert.ok(["'none'", "'self'", "'wasm-unsafe-eval'", "data:", "blob:"].includes(value), `${name} ${value}`);
    }
  }
  assert.ok(!source["script-src"].some(value => /data:|blob:/.test(value)));
});

test("the built page has the policy of index.html, before anything that it is about", async () => {
  const html = await readFile(`${variable("GANGMU_DIST")}/index.html`, "utf8");
  assert.deepEqual(ofPage(html), source);
  const at = html.search(/Content-Security-Policy/);
  assert.ok(at < html.search(/<script/) && at < html.search(/<link/));
});

test("the one file names its scripts and styles by digest, and may ask for nothing", async () => {
  const html = await readFile(new URL(bundle()), "utf8");
  const policy = ofPage(html);
  assert.deepEqual(policy["default-src"], ["'none'"]);
  assert.ok(!policy["connect-src"] || policy["connect-src"].every(value => ["'none'", "data:", "blob:"].includes(value)), `${policy["connect-src"]}`);
  for (const name of ["script-src", "style-src"]) {
    for (const value of policy[name]) assert.match(value, /^'(sha256-[\w+/=]+|wasm-unsafe-eval)'$/, name);
  }
});

test("each header in docs/hosting.md is the page's policy and forbids frames", async () => {
  const text = await file("docs/hosting.md");
  const headers = [...text.matchAll(/Content-Security-Policy:? "?(default-src[^"\n]*)/g)].map(([, policy]) => parsed(policy));
  assert.equal(headers.length, 4, "nginx, Apache, Caddy, _headers");
  for (const header of headers) assert.deepEqual(header, { ...source, "frame-ancestors": ["'none'"] });
});
