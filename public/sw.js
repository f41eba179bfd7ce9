// Keeps the page for use without a network: all files of one version together, each checked by its SHA-256, so that a
// version is either whole or not there. `cargo xtask build` writes the version and the list of files in front of this.
// A new version waits until the last page of the old one is closed, or until the reader asks for it.
"use strict";

// Other pages of this origin have caches of their own, also other copies of this one.
const OURS = `gangmu ${registration.scope} `;
const NAME = OURS + VERSION;

async function fetched(file) {
  // What has its content in its name may come from the browser's cache, the rest must not.
  const cache = /-[0-9a-f]{12,}(_bg)?\.\w+$/.test(file) ? "default" : "no-cache";
  const response = await fetch(file, { cache });
  if (!response.ok || response.type !== "basic") throw new Error(`${response.status} ${file}`);
  const bytes = await response.arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(sum, byte => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== FILES[file]) throw new Error(`another version of ${file}`);
  // A new response: one that was redirected may not answer a navigation.
  return new Response(bytes, { headers: { "content-type": response.headers.get("content-type") ?? "" } });
}

async function keep(cache, file) {
  const response = await fetched(file);
  await cache.put(file, response.clone());
  return response;
}

async function keepAll() {
  const cache = await caches.open(NAME);
  const kept = await Promise.all(Object.keys(FILES).map(file => cache.match(file)));
  const missing = Object.keys(FILES).filter((_, number) => kept[number] === undefined);
  // Two at once: the page itself is still loading.
  for (let at = 0; at < missing.length; at += 2) {
    await Promise.all(missing.slice(at, at + 2).map(file => keep(cache, file)));
  }
}

// The version before stays: a page of it may still ask for a file.
async function forgetOld() {
  const names = (await caches.keys()).filter(name => name.startsWith(OURS) && name !== NAME);
  await Promise.all(names.slice(0, -1).map(name => caches.delete(name)));
}

async function answer(file, request) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(file);
  if (kept) return kept;
  try {
    return await keep(cache, file); // somebody took it away
  } catch {
    return fetch(request);
  }
}

addEventListener("install", event => event.waitUntil(keepAll()));
addEventListener("activate", event => event.waitUntil(forgetOld()));
addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});
addEventListener("fetch", event => {
  const { request } = event;
  const address = request.url.split(/[?#]/, 1)[0];
  if (request.method !== "GET" || !address.startsWith(registration.scope)) return;
  const file = address.slice(registration.scope.length) || "index.html";
  if (Object.hasOwn(FILES, file)) event.respondWith(answer(file, request));
  // A file of the version before.
  else event.respondWith(caches.match(request, { ignoreVary: true }).then(kept => kept ?? fetch(request)));
});
