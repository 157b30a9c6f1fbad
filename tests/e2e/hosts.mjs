// Pages that embed the check-up, each under an origin of its own, and the check-up as a deployer serves it to them.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { expect, test as base } from './fixtures.mjs';

const DIST = new URL('../../dist/', import.meta.url);
// The element needs nothing that only the package's build makes.
const HOST_FOLDERS = [['/examples/', new URL('../../embed/examples/', import.meta.url)], ['/pkg/', new URL('../../embed/js/', import.meta.url)]];
const TYPES = {
  html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm', svg: 'image/svg+xml',
};

const typeOf = (path) => TYPES[path.split('.').at(-1)] ?? 'application/octet-stream';

async function listen(answer) {
  const server = createServer(async (request, response) => {
    try {
      const [body, type, headers] = await answer(decodeURIComponent(new URL(request.url, 'http://x').pathname));
      response.writeHead(200, { 'Content-Type': type, ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

/** A host that takes part in nothing but the protocol: it frames the check-up and keeps what it hears. */
const rawHost = (page, sandbox) => `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,"></head><body><main><h1>Host</h1>
  <iframe title="check-up" width="1200" height="700" src="${page}"${sandbox ? ' sandbox="allow-scripts allow-downloads"' : ''}></iframe></main>
  <script>
    window.heard = [];
    const frame = document.querySelector('iframe');
    addEventListener('message', (event) => {
      if (event.source === frame.contentWindow) heard.push({ origin: event.origin, ...event.data });
    });
    window.say = (message) => frame.contentWindow.postMessage(message, '*');
  </script></body></html>`;

export const test = base.extend({
  /** The check-up with a list of hosts, `embed(hosts)`, hosts under origins, `host(name)`, and a page watched like any. */
  place: async ({ browser }, use) => {
    const closing = [];
    const misdeeds = [];
    let settled = false;
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.exposeFunction('iphcTestViolation', (violation) => misdeeds.push(`policy violation: ${violation}`));
    await page.addInitScript(() => {
      window.addEventListener('securitypolicyviolation', (event) => window.iphcTestViolation(`${event.effectiveDirective} ${event.blockedURI}`));
    });
    page.on('request', (request) => {
      if (settled && !/^(data|blob):/.test(request.url())) misdeeds.push(`request: ${request.method()} ${request.url()}`);
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) misdeeds.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => misdeeds.push(`uncaught: ${error.stack ?? error}`));

    await use({
      page,
      misdeeds,
      /** The check-up; its address. */
      async embed(hosts) {
        const list = JSON.stringify({ hosts });
        const server = await listen(async (path) => {
          const name = path === '/' ? 'index.html' : path.slice(1);
          const body = name === 'embed.json' ? list : await readFile(new URL(name, DIST));
          // To a sandboxed frame its own files are another origin's.
          return [body, typeOf(name), { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' }];
        });
        closing.push(server);
        return `http://127.0.0.1:${server.port}/`;
      },
      /** A server for hosts; `of(name)` is the origin under a name. `pages` are further pages by path. */
      async host(pages = () => ({})) {
        const server = await listen(async (path) => {
          const made = pages()[path];
          if (made !== undefined) return [made, TYPES.html];
          const [prefix, folder] = HOST_FOLDERS.find(([prefix]) => path.startsWith(prefix));
          const rest = path.slice(prefix.length);
          return [await readFile(new URL(rest, folder)), typeOf(rest)];
        });
        closing.push(server);
        return { port: server.port, of: (name) => `http://${name}:${server.port}` };
      },
      rawHost,
      /** Waits until every frame is sealed; from here on nothing may be asked for. */
      async sealed(count) {
        await expect.poll(async () => {
          const seals = await Promise.all(page.frames().slice(1).map((frame) => frame.evaluate(() => document.documentElement.dataset.sealed).catch(() => '')));
          return seals.filter((seal) => seal === 'true').length;
        }, { timeout: 30_000 }).toBe(count);
        settled = true;
      },
    });
    await context.close();
    await Promise.all(closing.map((server) => server.close()));
    expect(misdeeds, 'requests after the seal, policy violations, console complaints').toEqual([]);
  },
});

export { expect };
