// A small static server and a Chromium, for what must run in a browser.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm', json: 'application/json' };

/** Serves files below the folders by the first prefix of the address that fits. */
export async function serve(folders, headers = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const [prefix, folder] = folders.find(([prefix]) => path.startsWith(prefix)) ?? [];
    try {
      const rest = path.slice(prefix.length);
      const body = readFileSync(rest ? new URL(rest, folder) : folder);
      const type = TYPES[path.split('.').at(-1)] ?? 'application/octet-stream';
      // Isolated pages get a clock of microseconds.
      const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
      response.writeHead(200, { 'Content-Type': type, ...isolated, ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** The browser of the journeys. */
export async function browser() {
  const { chromium } = createRequire(new URL('../../tests/e2e/package.json', import.meta.url))('@playwright/test');
  return chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}
