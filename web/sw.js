/*
 * Serves the page's own files when there is no network. It knows the files of one build and nothing else: what a person
 * types never comes here.
 *
 * web/boot.js puts the files it has loaded into the cache itself, so a first visit costs no second download. A newer
 * build is fetched by its own copy of this script, which then waits: it takes over when the last window is closed, or
 * at once when the only window asks for it.
 */
'use strict';

// `cargo xtask build` writes the build and the hashes of its files here.
const RELEASE = { build: 'development', files: {} };

// web/boot.js has the same prefix.
const PREFIX = 'iphc-';
const CACHE = PREFIX + RELEASE.build;
const SCOPE = new URL('./', self.location);

/** Where a file of the build is; the page itself is the folder. */
function address(name) {
  return new URL(name === 'index.html' ? './' : name, SCOPE).href;
}

/** The file of the build that an address means, whatever follows `?` or `#`; undefined if none. */
function nameOf(url) {
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return undefined;
  const name = url.pathname.slice(SCOPE.pathname.length) || 'index.html';
  return Object.prototype.hasOwnProperty.call(RELEASE.files, name) ? name : undefined;
}

/** Fetches what the cache does not hold yet; a file with another hash is refused. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(RELEASE.files).map(async function (name) {
    if (await cache.match(address(name))) return;
    const options = { integrity: RELEASE.files[name], credentials: 'omit', cache: 'no-cache' };
    const response = await fetch(address(name), options);
    if (!response.ok) throw new Error(name + ': HTTP ' + response.status);
    await cache.put(address(name), response);
  }));
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter(function (name) { return name.startsWith(PREFIX) && name !== CACHE; });
  await Promise.all(others.map(function (name) { return caches.delete(name); }));
}

self.addEventListener('install', function (event) { event.waitUntil(keepAll()); });
self.addEventListener('activate', function (event) { event.waitUntil(forgetOthers()); });

self.addEventListener('fetch', function (event) {
  const name = event.request.method === 'GET' ? nameOf(new URL(event.request.url)) : undefined;
  if (!name) return;
  const kept = caches.open(CACHE).then(function (cache) { return cache.match(address(name)); });
  event.respondWith(kept.then(function (response) { return response || fetch(event.request); }));
});

self.addEventListener('message', function (event) {
  if (event.data !== 'apply') return;
  event.waitUntil(self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(function (windows) {
    if (windows.length === 1) self.skipWaiting();
    else event.source.postMessage('other windows');
  }));
});
