// Looks for a text in everything that a page remembers: the heap of its scripts, the memory of its wasm, storage.

/** Before the page starts: keeps hold of the memory of each wasm, so that a test can look into it. */
export function keepMemories(page) {
  return page.addInitScript(() => {
    const memories = [];
    Object.defineProperty(window, 'testMemories', { value: memories });
    const keep = (instance) => {
      for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.push(value);
    };
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      keep(made.instance ?? made);
      return made;
    };
  });
}

/** Where the text is found, as UTF-8 or UTF-16 in wasm memory and as a string of the heap. Never hands the text itself to the page. */
export async function tracesOf(page, text) {
  const found = [];
  const hidden = (encoding) => [...Buffer.from(text, encoding)].map((byte) => byte ^ 0x5a);
  const inWasm = await page.evaluate((needles) => {
    const contains = (bytes, needle) => {
      const first = needle[0] ^ 0x5a;
      for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
        let length = 1;
        while (length < needle.length && bytes[at + length] === (needle[length] ^ 0x5a)) length += 1;
        if (length === needle.length) return true;
      }
      return false;
    };
    const memories = window.testMemories.map((memory) => new Uint8Array(memory.buffer));
    return { count: memories.length, hit: memories.some((bytes) => needles.some((needle) => contains(bytes, needle))) };
  }, [hidden('utf8'), hidden('utf16le')]);
  if (inWasm.count === 0) throw new Error('no wasm memory was kept');
  if (inWasm.hit) found.push('wasm memory');

  const client = await page.context().newCDPSession(page);
  let snapshot = '';
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => { snapshot += chunk; });
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await client.detach();
  const { strings } = JSON.parse(snapshot);
  if (strings.some((string) => string.includes(text))) found.push('heap');
  return found;
}

/** What the browser keeps for the page's origin. */
export async function kept(page) {
  const cookies = await page.context().cookies();
  return page.evaluate(async (cookies) => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: cookies + document.cookie,
  }), cookies.map(({ name }) => name).join());
}

export const NOTHING = { local: {}, session: {}, databases: [], caches: [], workers: 0, cookies: '' };
