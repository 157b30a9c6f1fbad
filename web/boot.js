/*
 * Starts the page and seals it.
 *
 * 1. Takes WebRTC away, which no content security policy covers.
 * 2. Loads the app and the worker, each checked against the SHA-256 that the build wrote into the page.
 * 3. Starts the app's first screen from the bytes, before the rest of the app, the rules and the worker are there: the
 *    start page needs none of them.
 * 4. Keeps these files in the browser's cache, for visits without a network (web/sw.js serves them then).
 * 5. Adds a policy that forbids every further request. From here on nothing can leave.
 *
 * What the app may use is `window.iphc`; its Rust side is src/boot.rs, which documents each entry.
 * Plain script and ES2017, so that a browser below the floor still gets as far as the notice.
 */
(function () {
  'use strict';

  // The names of saved work; src/boot.rs has the same, and `cargo xtask tidy` compares the two.
  const DATABASE = 'ip-health-check';
  const STORE = 'dossiers';
  const JOURNAL = 'journal';
  // Keys in localStorage: the document that is open, and what was not written when the page went away.
  const OPEN = 'iphc-open';
  const RESCUE = 'iphc-rescue';

  const SEALED_POLICY =
    "default-src 'none'; script-src 'wasm-unsafe-eval'; img-src data: blob:; connect-src 'none'; " +
    "worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'";
  const LOAD_TIMEOUT_MS = 60000;
  // Nobody waits longer than this for what only the next visit needs.
  const OFFLINE_TIMEOUT_MS = 3000;
  // What the browser itself loads besides what this script does.
  const SHELL = ['index.html', 'style.css', 'boot.js', 'app.js'];
  const TYPES = { js: 'text/javascript', wasm: 'application/wasm', bin: 'application/octet-stream' };
  // The longest rule pack or list that may be hosted beside the page, in bytes; engine/src/station/read.rs has the same limit.
  const LONGEST_PACK = 1048576;
  // What a public terminal reads about its station beside the page, and the longest file and picture, in bytes;
  // engine/src/station/desk.rs has the same limit for the picture.
  const STATION = 'station.json';
  const LONGEST_STATION = 524288;
  const LONGEST_LOGO = 262144;
  const PICTURES = { png: 'image/png', svg: 'image/svg+xml', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp' };
  // A terminal whose page has failed starts again by itself.
  const RESTART_MS = 20000;
  // The second part of the app; only a release build cuts the app in two.
  const REST = 'app_rest.wasm';

  // A module with a table of references and a function that makes a vector: exactly what browsers below the floor refuse.
  const SMALLEST_MODULE = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 4, 4, 1, 111, 0, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
  ]);

  const counts = { requests: 0, violations: 0 };
  // Deferred scripts run before this event, so it tells that app.js had its turn.
  const parsed = new Promise(function (resolve) { document.addEventListener('DOMContentLoaded', resolve); });
  let restLoaded;
  const rest = new Promise(function (resolve) { restLoaded = resolve; });
  let rulesLoaded;
  const rules = new Promise(function (resolve) { rulesLoaded = resolve; });
  let packLoaded;
  const pack = new Promise(function (resolve) { packLoaded = resolve; });
  let stationLoaded;
  const station = new Promise(function (resolve) { stationLoaded = resolve; });
  let hostsLoaded;
  const hosts = new Promise(function (resolve) { hostsLoaded = resolve; });
  let workerParts = null;
  let waitingUpdate = null;
  let isSealed = false;
  let failed = false;

  function supported() {
    try {
      return Boolean(new WebAssembly.Module(SMALLEST_MODULE)) && typeof Worker === 'function';
    } catch (_) {
      return false;
    }
  }

  /** A public terminal: nothing is kept, and what is typed is wiped when whoever typed it leaves. */
  function isKiosk() {
    return new URLSearchParams(location.search).get('mode') === 'kiosk';
  }

  function removeWebRtc() {
    ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel'].forEach(function (name) {
      Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
    });
  }

  /** Hashes by file name, written by the build; empty under `trunk serve`, where files change as one types. */
  function manifest() {
    const meta = document.querySelector('meta[name="iphc-manifest"]');
    return meta ? JSON.parse(meta.content) : { build: 'development', files: {} };
  }

  /**
   * One file of the build, refused if its hash is not the one in the manifest. In the offline single file every part
   * stands in the page.
   */
  async function load(name) {
    const integrity = manifest().files[name];
    // Only while developing, where files change as one types, is there none.
    if (!integrity && manifest().build !== 'development') throw new Error(name + ': this page was built without it');
    if ('singleFile' in document.documentElement.dataset) return unpack(name, integrity);
    const stop = new AbortController();
    const timer = setTimeout(function () { stop.abort(); }, LOAD_TIMEOUT_MS);
    try {
      const options = { signal: stop.signal, credentials: 'omit' };
      // The browser would hash megabytes while nobody can scroll; where it offers hashes beside that, those are used.
      if (integrity && !hashes()) options.integrity = integrity;
      const response = await fetch(name, options);
      if (!response.ok) throw new Error('HTTP ' + response.status);
      return await intact(await response.arrayBuffer(), integrity);
    } catch (cause) {
      throw new Error(name + ': not loaded, or not the file this page was built with (' + cause.message + ')');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Only a page that the browser holds for safe is offered hashes; one from a disk is, by those we know. */
  function hashes() {
    return Boolean(window.crypto && crypto.subtle);
  }

  /** The bytes, if they are those that the build wrote down. */
  async function intact(bytes, integrity) {
    if (integrity && hashes()) {
      const hash = await crypto.subtle.digest('SHA-256', bytes);
      const found = 'sha256-' + btoa(String.fromCharCode.apply(null, new Uint8Array(hash)));
      if (found !== integrity) throw new Error('another hash');
    }
    return bytes;
  }

  /** A part of the single file. A file copied in part, or changed, is refused as a changed download would be. */
  async function unpack(name, integrity) {
    await parsed;
    const part = document.querySelector('script[data-file="' + name + '"]');
    try {
      const bytes = Uint8Array.from(atob(part.textContent), function (c) { return c.charCodeAt(0); });
      part.remove();
      return await intact(bytes.buffer, integrity);
    } catch (cause) {
      throw new Error(name + ': damaged in this file, copy the file again (' + cause.message + ')');
    }
  }

  /**
   * A station's rule pack hosted beside the page, as `?rules=station.toml` or the station's file names it: { name, text },
   * or { name, error } with `address` (not a relative address at or below this page) or `load`; null where none is
   * named. What is wrong with it keeps nothing from starting: the app says so.
   */
  async function hostedPack(stationFile) {
    const name = new URLSearchParams(location.search).get('rules') || named(stationFile, 'rules');
    if (!name) return null;
    const folder = new URL('.', location.href);
    let address = null;
    try {
      address = new URL(name, folder).href;
    } catch (_) {
      // Not an address at all.
    }
    const leaves = /^([a-z][a-z0-9+.-]*:|[\\/])|(^|[\\/])\.\.([\\/]|$)/i.test(name);
    if (!address || leaves || address.indexOf(folder.href) !== 0) {
      return { name: name, error: 'address' };
    }
    try {
      return { name: name, text: await textBeside(address) };
    } catch (_) {
      return { name: name, error: 'load' };
    }
  }

  /** The text of a file that the deployer, not the build, put beside the page. */
  async function textBeside(address) {
    const bytes = await beside(address, LONGEST_PACK);
    if (!bytes) throw new Error('not there');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  }

  /** The bytes of such a file; null where there is none. */
  async function beside(address, longest) {
    const stop = new AbortController();
    const timer = setTimeout(function () { stop.abort(); }, LOAD_TIMEOUT_MS);
    try {
      const options = { signal: stop.signal, credentials: 'omit', redirect: 'error', cache: 'no-cache' };
      const response = await fetch(address, options);
      if (response.status === 404 || response.status === 410) return null;
      if (!response.ok) throw new Error('HTTP ' + response.status);
      const bytes = await response.arrayBuffer();
      if (bytes.byteLength > longest) throw new Error('too long');
      return bytes;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * What a public terminal is like: { text, logo, error }. `text` of the file, which the app checks; `logo` an address of
   * the picture that it names, as far as there is one; `error` says `load` when the file or the picture cannot be read.
   * Null in any other mode, and where there is no file: a terminal needs none.
   */
  async function stationFile() {
    if (!isKiosk() || 'singleFile' in document.documentElement.dataset) return null;
    try {
      const bytes = await beside(new URL(STATION, document.baseURI).href, LONGEST_STATION);
      if (!bytes) return null;
      const found = { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
      const logo = named(found, 'logo');
      const type = /^[^.\/\\:?#%][^\/\\:?#%]*\.([a-z]+)$/i.exec(logo || '');
      if (/^data:image\//.test(logo || '')) {
        found.logo = logo;
      } else if (type && PICTURES[type[1].toLowerCase()]) {
        const picture = await beside(new URL(logo, document.baseURI).href, LONGEST_LOGO).catch(function () { return null; });
        // The picture's own memory: once the page is sealed, no address of the host is asked any more.
        if (picture) found.logo = URL.createObjectURL(new Blob([picture], { type: PICTURES[type[1].toLowerCase()] }));
      }
      return found;
    } catch (_) {
      return { text: '', error: 'load' };
    }
  }

  /** A text that the station's file states; null where it does not, or not soundly. */
  function named(file, field) {
    try {
      const value = JSON.parse(file.text)[field];
      return typeof value === 'string' ? value : null;
    } catch (_) {
      return null;
    }
  }

  /**
   * The list of hosts that may embed this page, `embed.json`; null where it is not embedded or has no list, as a single
   * file: then only hosts of its own origin may.
   */
  function listedHosts() {
    const isEmbedded = new URLSearchParams(location.search).get('mode') === 'embed';
    if (!isEmbedded || 'singleFile' in document.documentElement.dataset) return Promise.resolve(null);
    return textBeside('embed.json').catch(function () { return null; });
  }

  /**
   * What a worker starts from: the address of its script, and its program, which all of them share. None of it needs a
   * request, so a worker can be started again at any time; it inherits the sealed policy of this page.
   */
  async function prepareWorker(files) {
    const start =
      '\n;onmessage = function (event) {' +
      '  self.iphcRules = event.data.rules;' +
      '  wasm_bindgen.initSync({ module: event.data.module });' +
      '};';
    const script = new Blob([files['worker.js'], start], { type: 'text/javascript' });
    const module = await WebAssembly.compile(files['worker_bg.wasm']);
    workerParts = { address: URL.createObjectURL(script), module: module, rules: new Uint8Array(files['rules.bin']) };
  }

  /** A new worker, which does what it is sent from now on. */
  function startWorker() {
    if (!workerParts) throw new Error('the worker is not loaded yet: wait for iphc.sealed');
    const worker = new Worker(workerParts.address);
    worker.postMessage({ module: workerParts.module, rules: workerParts.rules });
    return worker;
  }

  /** Not in a single file or a frame, not at a kiosk, which leaves no trace, and not while developing. */
  function keepsFiles() {
    return location.protocol.startsWith('http') && 'serviceWorker' in navigator && window.top === window &&
      Object.keys(manifest().files).length > 0 && !isKiosk();
  }

  /**
   * Puts this build's files into the cache and registers the service worker that serves them. The app works as well
   * without: what fails here, private windows or a full disk, only means that the next visit needs the network.
   */
  async function keepFiles(files) {
    const cache = await caches.open('iphc-' + manifest().build);
    // One after the other: each is copied, and a reader may scroll between two. Once the page is sealed it is too late:
    // the next visit goes on with what is there.
    for (const name of Object.keys(files)) {
      if (isSealed) return;
      const type = TYPES[name.split('.').pop()];
      const address = new URL(name, document.baseURI).href;
      if (await cache.match(address)) continue;
      await cache.put(address, new Response(files[name], { headers: { 'Content-Type': type } }));
    }
    await Promise.all(SHELL.map(async function (name) {
      const address = new URL(name === 'index.html' ? './' : name, document.baseURI).href;
      if (await cache.match(address)) return;
      const options = { credentials: 'omit', cache: 'force-cache' };
      if (manifest().files[name]) options.integrity = manifest().files[name];
      if (isSealed) return;
      const response = await fetch(address, options);
      // A newer page may have come to the server meanwhile.
      const isOurs = response.ok && (name !== 'index.html' || (await response.clone().text()).includes(manifest().build));
      if (isOurs) await cache.put(address, response);
    }));
    if (isSealed) return;
    watchForUpdate(await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' }));
  }

  function watchForUpdate(registration) {
    function announce() {
      waitingUpdate = registration.waiting;
      window.dispatchEvent(new Event('iphc-update'));
    }
    // On a first visit there is nothing to replace.
    if (registration.waiting && navigator.serviceWorker.controller) announce();
    registration.addEventListener('updatefound', function () {
      const next = registration.installing;
      next.addEventListener('statechange', function () {
        if (next.state === 'installed' && navigator.serviceWorker.controller) announce();
      });
    });
  }

  /** Lets the newer build take over; the page loads again, unless other windows still run this build: then `onRefused`. */
  function applyUpdate(onRefused) {
    navigator.serviceWorker.addEventListener('controllerchange', function () { location.reload(); });
    navigator.serviceWorker.addEventListener('message', function () { onRefused(); });
    waitingUpdate.postMessage('apply');
  }

  function atMost(milliseconds, work) {
    return Promise.race([work, new Promise(function (resolve) { setTimeout(resolve, milliseconds); })]);
  }

  function watchRequests() {
    const observer = new PerformanceObserver(function (list) {
      // data: and blob: addresses are this page's own memory.
      const requests = list.getEntries().filter(function (entry) { return !/^(data|blob):/.test(entry.name); });
      if (requests.length) change('requests', requests.length);
    });
    observer.observe({ entryTypes: ['resource'] });
  }

  function change(count, by) {
    counts[count] += by;
    window.dispatchEvent(new Event('iphc-proof'));
  }

  function seal() {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = SEALED_POLICY;
    document.head.append(meta);
    watchRequests();
    isSealed = true;
    document.documentElement.dataset.sealed = 'true';
    window.dispatchEvent(new Event('iphc-proof'));
  }

  /** Replaces the page by the notice of failure. Plain HTML: the app may be dead. */
  function fail(reason) {
    if (failed) return;
    failed = true;
    document.getElementById('app').hidden = true;
    document.getElementById('failure-reason').textContent = String(reason);
    document.getElementById('failure').hidden = false;
    document.getElementById('failure-download').addEventListener('click', downloadLastSaved);
    document.getElementById('failure-reload').addEventListener('click', restart);
    if (isKiosk()) {
      // Nothing was saved, nobody may be there any more, and the next visitor shall not see what went wrong.
      document.getElementById('failure-download').hidden = true;
      setTimeout(restart, RESTART_MS);
    }
  }

  /** Loads the page again; at a public terminal from its first screen, and nothing leads back. */
  function restart() {
    if (isKiosk()) history.replaceState(null, '', location.pathname + location.search);
    location.reload();
  }

  function downloadLastSaved() {
    const empty = document.getElementById('failure-empty');
    lastSaved().then(
      function (record) {
        empty.hidden = Boolean(record);
        if (record) download(record);
      },
      function () { empty.hidden = false; }
    );
  }

  function download(record) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([record.file], { type: 'application/json' }));
    link.download = (record.name || 'ip-health-check') + '.iphc.json';
    link.click();
  }

  /** A record with what the journal adds to it, as src/state/content.rs does; what does not follow on is left out. */
  function withJournal(record, entries) {
    let file = record.file;
    let seq = record.seq || 0;
    let savedAt = record.savedAt;
    entries.forEach(function (entry) {
      if (entry.id !== record.id) return;
      // The whole content, put aside before the app knew what is kept.
      if (entry.seq === 0 && entry.savedAt >= savedAt) {
        file = entry.lines;
        savedAt = entry.savedAt;
      }
      if (entry.seq !== seq + 1) return;
      const start = lineStart(file, 0, entry.first);
      file = file.slice(0, start) + entry.lines + file.slice(lineStart(file, start, entry.removed));
      seq = entry.seq;
      savedAt = entry.savedAt;
    });
    return { id: record.id, name: record.name, file: file, savedAt: savedAt };
  }

  function lineStart(text, at, count) {
    for (let line = 0; line < count; line += 1) {
      const end = text.indexOf('\n', at);
      if (end < 0) return text.length;
      at = end + 1;
    }
    return at;
  }

  /** What is remembered under a key; null where the browser refuses. */
  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch (_) {
      return null;
    }
  }

  /** What was not written yet when the page went away, as an entry of the journal; none where there is nothing. */
  function rescued() {
    try {
      const entry = JSON.parse(recall(RESCUE));
      return entry ? [entry] : [];
    } catch (_) {
      return [];
    }
  }

  /** The document that was open, else the one saved last, as it was saved last; null where there is none. */
  function lastSaved() {
    return new Promise(function (resolve, reject) {
      const open = indexedDB.open(DATABASE);
      open.onerror = function () { reject(open.error); };
      // There was no database: do not leave an empty one behind, the app would take it for its own.
      open.onupgradeneeded = function () { open.transaction.abort(); };
      open.onsuccess = function () {
        const database = open.result;
        // A database of an earlier build has no journal yet.
        const hasJournal = database.objectStoreNames.contains(JOURNAL);
        const transaction = database.transaction(hasJournal ? [STORE, JOURNAL] : [STORE]);
        const all = transaction.objectStore(STORE).getAll();
        const journal = hasJournal ? transaction.objectStore(JOURNAL).getAll() : { result: [] };
        transaction.onerror = transaction.onabort = function () { database.close(); reject(transaction.error); };
        transaction.oncomplete = function () {
          database.close();
          const entries = journal.result.concat(rescued());
          const records = all.result.map(function (record) { return withJournal(record, entries); });
          resolve(records.reduce(function (last, record) {
            if (!last || record.id === recall(OPEN)) return record;
            return last.id !== recall(OPEN) && record.savedAt > last.savedAt ? record : last;
          }, null));
        };
      };
    });
  }

  async function startApp(bytes) {
    await parsed;
    // Missing if app.js failed its own integrity check.
    if (typeof wasm_bindgen === 'undefined') {
      throw new Error('app.js: not loaded, or not the file this page was built with');
    }
    await wasm_bindgen({ module_or_path: bytes });
  }

  async function start() {
    const told = stationFile();
    const hosted = told.then(hostedPack);
    told.then(stationLoaded);
    const listed = listedHosts();
    await startApp(await load('app_bg.wasm'));
    const names = ['rules.bin', 'worker.js', 'worker_bg.wasm'];
    if (manifest().files[REST]) names.unshift(REST);
    const files = {};
    // A failure is told once, by what waits for all of them.
    await Promise.all(names.map(async function (name) {
      files[name] = await load(name);
      if (name === REST) restLoaded(files[name]);
      if (name === 'rules.bin') rulesLoaded(files[name]);
    }));
    const prepared = prepareWorker(files);
    // A failure is told below; until then it is not one that nobody handles.
    prepared.catch(function () {});
    if (keepsFiles()) await atMost(OFFLINE_TIMEOUT_MS, keepFiles(files).catch(function () {}));
    packLoaded(await hosted);
    hostsLoaded(await listed);
    await prepared;
    seal();
  }

  // Style sheets know it by this: larger letters and targets.
  if (isKiosk()) document.documentElement.dataset.mode = 'kiosk';
  window.addEventListener('securitypolicyviolation', function () { change('violations', 1); });
  removeWebRtc();

  if (!supported()) {
    document.getElementById('app').hidden = true;
    document.getElementById('unsupported').classList.add('notice--shown');
    return;
  }

  const sealed = start();
  sealed.catch(function (error) { fail(error && error.stack ? error.stack : error); });

  window.iphc = Object.freeze({
    sealed: function () { return sealed; },
    rest: function () { return rest; },
    rules: function () { return rules; },
    pack: function () { return pack; },
    station: function () { return station; },
    restart: restart,
    hosts: function () { return hosts; },
    startWorker: startWorker,
    fail: fail,
    hasUpdate: function () { return waitingUpdate !== null; },
    applyUpdate: applyUpdate,
    build: function () { return manifest().build; },
    policy: function () { return isSealed ? SEALED_POLICY : undefined; },
    requests: function () { return counts.requests; },
    violations: function () { return counts.violations; },
  });
})();
